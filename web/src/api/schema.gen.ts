// Generated from docs/openapi.json by scripts/openapi.ts.
export interface paths {
    "/first-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this server still waits for its owner. */
        get: operations["getFirstRun"];
        put?: never;
        /** Makes the first organisation and its owner, with the single-use link that the server printed. */
        post: operations["createOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a session; `needs` says that a code of the second factor must be sent with it. */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends this session. */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation link offers. */
        get: operations["getInvitationLink"];
        put?: never;
        /** Joins the team: a newcomer with a name and a passphrase, a known person by their session. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, where they may act, and the csrf token of the session. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes name or language. */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the passphrase; every other session ends. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret for an authenticator app; not in force until it is confirmed. */
        post: operations["beginSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the second factor in force with a first code of the app. */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/second-factor/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the second factor away; needs passphrase and a code. */
        post: operations["removeSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes in place of those of before. */
        post: operations["newRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in. */
        get: operations["listMySessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of your sessions. */
        delete: operations["endMySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends every session but this one. */
        post: operations["endMyOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One organisation with the rules that hold for it.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the name, or replaces the rules.
         * @description Needs the permission `organisation.write`.
         */
        patch: operations["updateOrganisation"];
        trace?: never;
    };
    "/organisations/{organisation}/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Itself first, then everything below, parents before children, then by name.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getOrganisationTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an organisation below this one; its rules may only be stricter.
         * @description Needs the permission `organisation.write`.
         */
        post: operations["createOrganisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/production-needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What must be there before real telephones ring, each met or not.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getProductionNeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * To practice, or to production once every need is met.
         * @description Needs the permission `organisation.write`.
         */
        put: operations["setMode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/administrative-acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that was administered, the newest first; the ledger holds each act.
         * @description Needs the permission `audit.read`.
         */
        get: operations["listAdministrativeActs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of the team, those of organisations above included.
         * @description Needs the permission `team.read`.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a person of the team these roles instead of those of before.
         * @description Needs the permission `team.write`.
         */
        put: operations["setMemberRoles"];
        post?: never;
        /**
         * Takes a person out of the team; their sessions see nothing of it any more.
         * @description Needs the permission `team.write`.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations of this organisation, the newest first.
         * @description Needs the permission `team.read`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Makes an invitation link, good once for 7 days; it is shown this once.
         * @description Needs the permission `team.write`.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Makes an invitation link worthless.
         * @description Needs the permission `team.write`.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys of programs; never the keys themselves.
         * @description Needs the permission `key.write`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Makes a key for a program; the key itself is shown this once.
         * @description Needs the permission `key.write`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Makes a key worthless at once.
         * @description Needs the permission `key.write`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Campaigns, the running ones first, and what waits for somebody.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/roll-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every organisation below this one in a row, and their sums.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getRollUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A practice campaign to try: 400 fictional people, a synthetic voice, an election.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["createSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live events: `campaign`, `live`, `task`, `changed`; `resync` when what was missed is no longer known.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks of the organisation that you may see, the newest first.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/tasks/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One task: how far it is, how it ended, the files it made.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/tasks/{task}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a task; what it had begun is undone. One that has ended stays as it is.
         * @description Needs the permission `campaign.read`.
         */
        post: operations["cancelTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/tasks/{task}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file the task made.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getTaskFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a CSV file would be read, from its first bytes (262144 at most); nothing is kept.
         * @description Needs the permission `people.write`.
         */
        post: operations["previewFirstBytes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/uploads/{upload}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a file that has arrived would be read: its columns, its first rows.
         * @description Needs the permission `people.write`.
         */
        get: operations["previewUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a whole file in one request. Browsers send it by tus 1.0.0 to …/uploads, which goes on after a break.
         * @description Needs the permission `people.write`.
         */
        post: operations["sendFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports a file of people as a task: all of it or nothing.
         * @description Needs the permission `people.write`.
         */
        post: operations["startImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/practice-people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports 400 invented people with numbers of fiction; in practice only.
         * @description Needs the permission `people.write`.
         */
        post: operations["addPracticePeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Files of people that were imported, the newest first, with what was declared of them.
         * @description Needs the permission `people.read`.
         */
        get: operations["listSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AdministrativeAct: {
            id: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            who: string;
            /** @description A word such as `memberInvited`. */
            what: string;
            about: {
                [key: string]: unknown;
            };
        };
        ApiKey: {
            id: number;
            name: string;
            /** @description The first signs, by which the key is recognised. */
            prefix: string;
            scopes: components["schemas"]["Permission"][];
            createdBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            expiresAt: string | null;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        /** @enum {string} */
        ColumnUse: "phone" | "lastName" | "firstName" | "street" | "postcode" | "commune" | "insee" | "consent" | "consentDate" | "slot" | "wordingVersion" | "communeSaidBy" | "communeSaidAt" | "pollingDistrict" | "language" | "objection" | "ignore";
        DashboardCampaign: {
            id: string;
            name: string;
            /** @enum {string} */
            state: "draft" | "ready" | "running" | "paused" | "completed" | "stopped";
            /** @description No real phone rings. */
            practice: boolean;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            deadline: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /** @description Why it is in its state. */
            why: string | null;
            since: string | null;
            targets: number;
            /** @description Targets not decided for good. */
            remaining: number;
            /** @description Calls that ended. */
            attempts: number;
            /** @description Those of them in which everything was heard. */
            heardToEnd: number;
            objections: number;
            costMicroEuro: number;
            budgetMicroEuro: number | null;
        };
        FilePreview: {
            columns: {
                index: number;
                header: string;
                use: components["schemas"]["ColumnUse"];
                /**
                 * @description Why it is read so. What is not certain is left out until somebody says.
                 * @enum {string}
                 */
                because: "recognised" | "mapped" | "unknown" | "ambiguous" | "rejectsReason";
                /** @description Different values of its first rows. */
                examples: string[];
                /** @description A subject that may not be imported: the file is refused with this column. */
                forbidden: string | null;
            }[];
            /** @description The first rows, cells as written. */
            rows: string[][];
            /** @enum {string} */
            encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "workbook";
            delimiter: string;
            /** @description Of a workbook; empty for CSV. */
            sheets: string[];
            sheet: string | null;
            /** @description It is a corrected file of lines to correct. */
            fromRejects: boolean;
            /** @description Why it cannot be imported as it is. */
            refusal: string | null;
        };
        Invitation: {
            id: number;
            email: string;
            roles: components["schemas"]["Role"][];
            invitedBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            invitedAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            expiresAt: string;
            /** @enum {string} */
            state: "open" | "accepted" | "revoked" | "expired";
        };
        InvitationLink: {
            organisation: number;
            organisationName: string;
            email: string;
            roles: components["schemas"]["Role"][];
            invitedBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            expiresAt: string;
            /** @enum {string} */
            state: "open" | "accepted" | "revoked" | "expired";
            /** @description This address has a user already: sign in to accept. */
            known: boolean;
        };
        Me: {
            user: number;
            name: string;
            email: string;
            /** @enum {string} */
            language: "fr" | "en";
            hasSecondFactor: boolean;
            recoveryCodesLeft: number;
            /** @description For the header x-portevoix-csrf of whatever changes something. */
            csrfToken: string;
            organisations: components["schemas"]["OrganisationOfMine"][];
        };
        Member: {
            user: number;
            email: string;
            name: string;
            hasSecondFactor: boolean;
            roles: components["schemas"]["Role"][];
            /** @description The organisation above that gave the roles: they are changed there. */
            inheritedFrom: {
                organisation: number;
                name: string;
            } | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            since: string;
            lastSeenAt: string | null;
        };
        Organisation: {
            id: number;
            /** @description null: at the top. */
            parent: number | null;
            name: string;
            /**
             * @description `practice`: no real phone rings.
             * @enum {string}
             */
            mode: "practice" | "production";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /** @description What it says itself. */
            rules: components["schemas"]["OrganisationRules"];
            /** @description What holds: its own and those above, the stricter of each. */
            effective: components["schemas"]["OrganisationRules"];
            /** @description What holds above it: its own may only be stricter. */
            parentEffective: components["schemas"]["OrganisationRules"];
        };
        OrganisationOfMine: {
            id: number;
            name: string;
            /** @description null: at the top. */
            parent: number | null;
            /**
             * @description `practice`: no real phone rings.
             * @enum {string}
             */
            mode: "practice" | "production";
            /** @description No real phone rings. */
            practice: boolean;
            roles: components["schemas"]["Role"][];
            permissions: components["schemas"]["Permission"][];
        };
        OrganisationRules: {
            /** @description Of all running campaigns together. */
            callsPerSecondMax?: number;
            concurrentCallsMax?: number;
            campaignsRunningMax?: number;
            /** @description Of one person in one campaign. */
            attemptsMax?: number;
            /** @description Minutes of the day where the person is: 540 is 9 o’clock. */
            callingHours?: {
                fromMinute: number;
                toMinute: number;
            };
            /** @description Between 0 and 1: a campaign pauses by itself. */
            objectionShareMax?: number;
            complaintShareMax?: number;
            /** @description Persons beside the author. */
            approversMin?: number;
            /** @description Of one campaign. */
            budgetMicroEuroMax?: number;
            /** @description Milliseconds. */
            idleSessionMsMax?: number;
        };
        OrganisationRulesInput: {
            /** @description Of all running campaigns together. */
            callsPerSecondMax?: number;
            concurrentCallsMax?: number;
            campaignsRunningMax?: number;
            /** @description Of one person in one campaign. */
            attemptsMax?: number;
            /** @description Minutes of the day where the person is: 540 is 9 o’clock. */
            callingHours?: {
                fromMinute: number;
                toMinute: number;
            };
            /** @description Between 0 and 1: a campaign pauses by itself. */
            objectionShareMax?: number;
            complaintShareMax?: number;
            /** @description Persons beside the author. */
            approversMin?: number;
            /** @description Of one campaign. */
            budgetMicroEuroMax?: number;
            /** @description Milliseconds. */
            idleSessionMsMax?: number;
        };
        /** @enum {string} */
        Permission: "campaign.read" | "campaign.write" | "campaign.launch" | "campaign.stop" | "message.write" | "message.approve" | "people.read" | "people.reveal" | "people.write" | "suppression.read" | "suppression.write" | "rights.read" | "rights.answer" | "report.read" | "report.export" | "money.read" | "money.write" | "evidence.read" | "audit.read" | "trunk.read" | "trunk.write" | "team.read" | "team.write" | "key.write" | "webhook.write" | "organisation.write";
        RecoveryCodes: {
            /** @description Each good once; shown this once. */
            recoveryCodes: string[];
        };
        /** @enum {string} */
        Role: "owner" | "campaignManager" | "messageApprover" | "treasurer" | "dataProtectionOfficer" | "observer";
        RollUp: {
            items: {
                organisation: number;
                name: string;
                practice: boolean;
                /** @description null: this organisation could not be read. */
                figures: {
                    running: number;
                    paused: number;
                    /** @description Campaigns neither over nor calling. */
                    preparing: number;
                    over: number;
                    targets: number;
                    remaining: number;
                    attempts: number;
                    heardToEnd: number;
                    objections: number;
                    costMicroEuro: number;
                    openRights: number;
                    firstDueAt: string | null;
                } | null;
            }[];
            sums: {
                running: number;
                paused: number;
                /** @description Campaigns neither over nor calling. */
                preparing: number;
                over: number;
                targets: number;
                remaining: number;
                attempts: number;
                heardToEnd: number;
                objections: number;
                costMicroEuro: number;
                openRights: number;
            };
            /** @description Organisations that the sums are of. */
            read: number;
            /** @description Organisations there are. */
            of: number;
        };
        Session: {
            id: number;
            /** @description The one that asks. */
            current: boolean;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            openedAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            lastSeenAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            endsAt: string;
            address: string;
            /** @description As the browser names itself. */
            agent: string;
        };
        Source: {
            id: number;
            fileName: string;
            /** @enum {string} */
            kind: "ownForm" | "paperForm" | "partner" | "directory" | "membership" | "event" | "petition" | "other";
            holder: string;
            /** Format: date */
            collectedFrom: string;
            /** Format: date */
            collectedTo: string;
            controller: string | null;
            channel: ("automate" | "volunteer") | null;
            wordings: {
                version: string;
                text: string;
            }[];
            evidenceFile: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            importedAt: string;
            /** @description read = accepted + duplicates + rejected. */
            rows: {
                read: number;
                accepted: number;
                duplicates: number;
                rejected: number;
            };
        };
        SourceDeclaration: {
            /**
             * @description How the facts were collected.
             * @enum {string}
             */
            kind: "ownForm" | "paperForm" | "partner" | "directory" | "membership" | "event" | "petition" | "other";
            /** @description Who holds the file. */
            holder: string;
            /**
             * Format: date
             * @description First day of collection.
             */
            collectedFrom: string;
            /** Format: date */
            collectedTo: string;
            /** @description On whose behalf people agreed to be called. */
            controller?: string;
            /** @enum {string} */
            channel?: "automate" | "volunteer";
            /** @description The exact texts people agreed to, by version. */
            wordings?: {
                version: string;
                text: string;
            }[];
            /** @description Slots all of them agreed to, such as "mardi 10h-13h". */
            slots?: string;
        };
        Task: {
            id: number;
            /** @description What is done: import, export, … */
            kind: string;
            /** @description What it is about: the id of a campaign, of an upload. */
            subject: string | null;
            /** @description Who asked for it. */
            by: string;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            cancelAsked: boolean;
            done: number;
            /** @description null while nobody knows. */
            total: number | null;
            /** @description What done and total count: rows, bytes, people. */
            unit: string;
            /** @description Units per second, lately. */
            rate: number | null;
            /** @description Milliseconds it still takes, as the rate suggests. */
            leftMs: number | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            startedAt: string | null;
            endedAt: string | null;
            /** @description What it found; its form is that of the kind. */
            result: unknown;
            failure: {
                /** @enum {string} */
                code: "usage" | "notFound" | "badInput" | "refused" | "wrongState" | "store" | "carrier" | "busy" | "system" | "brokenChain" | "unauthenticated" | "forbidden" | "conflict" | "tooMany" | "tooLarge" | "wrongType" | "internal";
                sentence: string;
                measured?: string;
                limit?: string;
            } | null;
            files: {
                /** Format: uuid */
                id: string;
                name: string;
                type: string;
                /** @description Size. */
                bytes: number;
            }[];
        };
        ToDo: {
            /** @constant */
            is: "approval";
            campaign: string;
            campaignName: string;
            version: number;
            askedBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            askedAt: string;
        } | {
            /** @constant */
            is: "rights";
            open: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            firstDueAt: string;
        } | {
            /** @constant */
            is: "rejectedLines";
            source: number;
            fileName: string;
            lines: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            importedAt: string;
        };
        /**
         * @description RFC 9457, with the code of docs/errors.md.
         * @example {
         *       "type": "/api/v1/reference#error-notFound",
         *       "title": "What was named does not exist.",
         *       "status": 404,
         *       "detail": "There is no campaign \"spring\": list them with GET /campaigns.",
         *       "code": "notFound"
         *     }
         */
        Problem: {
            /** @description Where the code is explained. */
            type: string;
            title: string;
            status: number;
            /** @description One sentence that says what to do. */
            detail: string;
            /** @enum {string} */
            code: "usage" | "notFound" | "badInput" | "refused" | "wrongState" | "store" | "carrier" | "busy" | "system" | "brokenChain" | "unauthenticated" | "forbidden" | "conflict" | "tooMany" | "tooLarge" | "wrongType" | "internal";
            measured?: string;
            limit?: string;
            fields?: {
                field: string;
                sentence: string;
            }[];
        };
    };
    responses: {
        /** @description What went wrong, in a sentence that says what to do. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getFirstRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description true: nobody owns it yet. */
                        open: boolean;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createOwner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    setupToken: string;
                    /**
                     * Format: email
                     * @description As one writes to it.
                     */
                    email: string;
                    name: string;
                    /** @description A passphrase of 12 signs or more. */
                    password: string;
                    organisationName: string;
                    /**
                     * @default fr
                     * @enum {string}
                     */
                    language?: "fr" | "en";
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description As one writes to it.
                     */
                    email: string;
                    password: string;
                    /** @description Of the app, or a recovery code. */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null: you are signed in. */
                        needs: "code" | null;
                        me: components["schemas"]["Me"] | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getInvitationLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The end of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationLink"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The end of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description A passphrase of 12 signs or more. */
                    password?: string;
                    /**
                     * @default fr
                     * @enum {string}
                     */
                    language?: "fr" | "en";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    language?: "fr" | "en";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Yours, as it is now. */
                    currentPassword: string;
                    /** @description A passphrase of 12 signs or more. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    beginSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Yours, as it is now. */
                    currentPassword: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description To type, in base 32. */
                        secret: string;
                        /** @description otpauth://, for a QR code. */
                        uri: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Yours, as it is now. */
                    currentPassword: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    newRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Yours, as it is now. */
                    currentPassword: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listMySessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    endMySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    endMyOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: number;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    updateOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    rules?: components["schemas"]["OrganisationRulesInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getOrganisationTree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Organisation"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createOrganisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default {} */
                    rules?: components["schemas"]["OrganisationRulesInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description `true`: this is the answer given before. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getProductionNeeds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            need: "realTrunk" | "secondApprover" | "dataProtectionOfficer" | "ownersHaveSecondFactor";
                            met: boolean;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setMode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `practice`: no real phone rings.
                     * @enum {string}
                     */
                    mode: "practice" | "production";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listAdministrativeActs: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AdministrativeAct"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setMemberRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Empty: leaves the team. */
                    roles: components["schemas"]["Role"][];
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description As one writes to it.
                     */
                    email: string;
                    roles: components["schemas"]["Role"][];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description `true`: this is the answer given before. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitation: components["schemas"]["Invitation"];
                        /** @description Below the address of the server: send it to the person. */
                        path: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                invitation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description What it may do: nothing you may not. */
                    scopes: components["schemas"]["Permission"][];
                    /** @default null */
                    expiresAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description `true`: this is the answer given before. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown this once. */
                        secret: string;
                        key: components["schemas"]["ApiKey"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                key: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description At most 50. */
                        campaigns: components["schemas"]["DashboardCampaign"][];
                        /** @description There are more campaigns than these. */
                        more: boolean;
                        /** @description Only what the caller may do something about. */
                        toDo: components["schemas"]["ToDo"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getRollUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollUp"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createSample: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @default fr
                     * @enum {string}
                     */
                    language?: "fr" | "en";
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description `true`: this is the answer given before. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        campaign: string;
                        contacts: number;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description `tree`: the organisations below it too, for a provider. */
                reach?: "own" | "tree";
                /** @description As the header Last-Event-ID, for who cannot set one. */
                lastEventId?: number;
            };
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
                kind?: string;
                /** @description Those about this campaign, upload, … */
                subject?: string;
                /** @description true: only those that wait or run. */
                open?: string;
            };
            header?: never;
            path: {
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Task"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                task: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cancelTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                task: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getTaskFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                task: number;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    previewFirstBytes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePreview"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    previewUpload: {
        parameters: {
            query?: {
                /** @description Of a workbook; absent: its first. */
                sheet?: string;
                /** @description Header=use, for columns that are read otherwise than by themselves. */
                map?: string[];
            };
            header?: never;
            path: {
                organisation: number;
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePreview"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    sendFile: {
        parameters: {
            query: {
                /** @description What the file is called. */
                name: string;
            };
            header?: never;
            path: {
                organisation: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
                "text/csv": unknown;
                "application/pdf": unknown;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        upload: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    startImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisation: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description A file that has arrived.
                     */
                    upload: string;
                    /** @description Of a workbook; absent: its first. */
                    sheet?: string;
                    /**
                     * @description Header → use, where it is read otherwise than by itself.
                     * @default {}
                     */
                    mapping?: {
                        [key: string]: components["schemas"]["ColumnUse"];
                    };
                    source: components["schemas"]["SourceDeclaration"];
                    /**
                     * Format: uuid
                     * @description An upload that proves the consents; its hash is kept.
                     */
                    evidence?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    /** @description `true`: this is the answer given before. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    addPracticePeople: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listSources: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
            };
            header?: never;
            path: {
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Source"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
}
