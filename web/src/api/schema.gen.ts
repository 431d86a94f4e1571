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
    "/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For a program: where its key holds, and what it may do there. */
        get: operations["getKey"];
        put?: never;
        post?: never;
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
         * A practice campaign to try: a file of 400 lines about fictional people, a synthetic voice, an election.
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
    "/organisations/{organisation}/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Campaigns, newest first.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * A draft from a name and on whose behalf; all else is proposed.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A campaign with the mark of each step, and what blocks or warns.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        /**
         * Takes back a draft that has called nobody; its log stays.
         * @description Needs the permission `campaign.write`.
         */
        delete: operations["deleteDraft"];
        options?: never;
        head?: never;
        /**
         * Changes a draft; one that is ready is a draft again.
         * @description Needs the permission `campaign.write`.
         */
        patch: operations["updateCampaign"];
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A draft with the same settings, audience, papers and recording, to be approved anew.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["copyCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/elections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Elections a campaign may be about, with their dates and whether these are decreed.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["listElections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the campaign has declared on paper: the newest of each part.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["listPapers"];
        put?: never;
        /**
         * Declares one part, by whoever asks; the newest counts, nothing is overwritten.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["declarePaper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/papers/{part}": {
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
         * Takes back what was declared of a part; the log keeps both.
         * @description Needs the permission `campaign.write`.
         */
        delete: operations["takeBackPaper"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Day by day what is lawful in each territory, whom each hour reaches, and the expected end.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest check, and what was changed since, by whom.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getCheck"];
        put?: never;
        /**
         * Chooses the people and judges everybody, as a task; one that runs already is answered.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["startCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/check.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest check as a PDF to keep or to show.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["downloadCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/launch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the launch sentence says: how many people, from when to when, at what price at most.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["previewLaunch"];
        put?: never;
        /**
         * Launches exactly what was seen: its count and its sound; else says who changed what.
         * @description Needs the permission `campaign.launch`.
         */
        post: operations["launchCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/rehearsal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stand-ins of a rehearsal: for each real number the number of fiction that rings instead.
         * @description Needs the permission `people.read`.
         */
        get: operations["getRehearsal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * What it may spend. Calls stop before it is exceeded; a paused campaign goes on with the new one.
         * @description Needs the permission `money.write`.
         */
        put: operations["setBudget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The message as the team works on it: recordings, problems with their repairs, the law.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getMessageDraft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/script": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keeps the words to be read aloud, and where the voice comes from.
         * @description Needs the permission `message.write`.
         */
        put: operations["saveMessageScript"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/recordings/{track}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A recording (WAV or MP3) as the body: made as loud as all others, its segments proposed.
         * @description Needs the permission `message.write`.
         */
        post: operations["uploadRecording"];
        /**
         * Forgets what is worked on; versions that were made of it stay.
         * @description Needs the permission `message.write`.
         */
        delete: operations["removeRecording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/recordings/{track}/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The shipped message of an invented candidate, in a synthetic voice, to try with.
         * @description Needs the permission `message.write`.
         */
        post: operations["takeSampleRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/recordings/{track}/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * What is said when. A limit near a pause is put into it: the times are those of the sound.
         * @description Needs the permission `message.write`.
         */
        put: operations["setSegments"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/recordings/{track}/repairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mends the recording; its segments follow, and it can be undone.
         * @description Needs the permission `message.write`.
         */
        post: operations["repairRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/recordings/{track}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back the last recording or repair.
         * @description Needs the permission `message.write`.
         */
        post: operations["undoRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/recordings/{track}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The recording as it is worked on, and as it would be heard on a telephone.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["hearRecording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/shipped/{name}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A sound that Portevoix adds where the team has none.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["hearShippedSound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/versions/{version}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a version up again: its recordings are what is worked on.
         * @description Needs the permission `message.write`.
         */
        post: operations["reopenMessageVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions, the newest first, with their words and who approved them.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["listMessageVersions"];
        put?: never;
        /**
         * Makes a version of the draft as it is; it must then be approved.
         * @description Needs the permission `message.write`.
         */
        post: operations["makeMessageVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/versions/{version}/audio/{heard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is heard of a version, as a sound file; ranges are answered.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["hearMessageVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/versions/{version}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a version, or returns it with a reason. In practice the author may approve alone.
         * @description Needs the permission `campaign.read`.
         */
        post: operations["reviewMessageVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/message/versions/{version}/approval-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was asked to approve this version, and what became of it; the newest 20.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["listApprovalLinks"];
        put?: never;
        /**
         * A link for a second person, who needs nothing else. It is shown once and lasts 7 days.
         * @description Needs the permission `message.write`.
         */
        post: operations["askApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is asked of whoever holds this link, with the words of the message. */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{token}/audio/{heard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound to be approved. */
        get: operations["hearApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{token}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves (in practice, after hearing the whole), returns or rejects. A link answers once. */
        post: operations["answerApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{token}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rings the phone of whoever answers for it: key 1 at the end approves, key 3 returns. */
        post: operations["ringForApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{token}/calls/{call}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the approval call goes. */
        get: operations["getApprovalCall"];
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
         * Imports a file of 400 lines about invented people, numbers of fiction; in practice only.
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
    "/organisations/{organisation}/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Objections, the newest first.
         * @description Needs the permission `suppression.read`.
         */
        get: operations["listSuppressions"];
        put?: never;
        /**
         * Somebody does not want to be called: in force at once, also for calls in progress.
         * @description Needs the permission `suppression.write`.
         */
        post: operations["addSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/suppressions/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many objections the last 24 hours brought, and the lists there are.
         * @description Needs the permission `suppression.read`.
         */
        get: operations["summariseSuppressions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/suppressions/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What forbids calling a number.
         * @description Needs the permission `suppression.read`.
         */
        post: operations["findSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/suppressions/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an objection by the person's own act: a code dictated to them, or their signed letter.
         * @description Needs the permission `suppression.write`.
         */
        post: operations["liftSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/suppression-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports a list of numbers that must not be called, as a task: all of it or nothing.
         * @description Needs the permission `suppression.write`.
         */
        post: operations["importSuppressionList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/suppressions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes a list to a file, as a task; who exported it is written down.
         * @description Needs the permission `people.reveal`.
         */
        post: operations["exportSuppressions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/rights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests, the one due first at the top; those answered at the end.
         * @description Needs the permission `rights.read`.
         */
        get: operations["listRightsRequests"];
        put?: never;
        /**
         * A request that came by post, by e-mail or by word of mouth; its 30 days begin.
         * @description Needs the permission `suppression.write`.
         */
        post: operations["openRightsRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/rights/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One request, with a reply that is already written as far as it can be.
         * @description Needs the permission `rights.read`.
         */
        get: operations["getRightsRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/rights/{reference}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whom to answer; that it was shown is written down.
         * @description Needs the permission `people.reveal`.
         */
        post: operations["revealRequester"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/rights/{reference}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers or refuses with reasons; then the number is no longer kept.
         * @description Needs the permission `rights.answer`.
         */
        post: operations["answerRightsRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/rights/{reference}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases all that names the person who asked for it, and answers them.
         * @description Needs the permission `rights.answer`.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/rights/{reference}/letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The letter that answers the request: all that is held, as PDF; or as data for a machine.
         * @description Needs the permission `people.reveal`.
         */
        get: operations["getRightsLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/evidence/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Walks the chain of the ledger from its first entry, as a task.
         * @description Needs the permission `evidence.read`.
         */
        post: operations["verifyLedger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepares all evidence of a campaign as an archive to download, as a task.
         * @description Needs the permission `evidence.read`.
         */
        post: operations["prepareEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contacts by name; `name` keeps those whose last and first name begin so, without accents.
         * @description Needs the permission `people.read`.
         */
        get: operations["listContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/contacts/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is known of a number; of one nobody knows the same file, empty.
         * @description Needs the permission `people.read`.
         */
        post: operations["findNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/contacts/{contact}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One number: may it be called now, why, and where each fact about it comes from.
         * @description Needs the permission `people.read`.
         */
        get: operations["getContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * What the person says of themselves; it stands against whatever a file says later.
         * @description Needs the permission `people.write`.
         */
        patch: operations["correctContact"];
        trace?: never;
    };
    "/organisations/{organisation}/contacts/{contact}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every call and refusal there was for this number, the newest first.
         * @description Needs the permission `people.read`.
         */
        get: operations["listDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/contacts/{contact}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The whole number; that it was shown, to whom and when, is written down.
         * @description Needs the permission `people.reveal`.
         */
        post: operations["revealNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/contacts/{contact}/objections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The person told the team that they do not want to be called: in force at once.
         * @description Needs the permission `suppression.write`.
         */
        post: operations["objectForContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/contacts/{contact}/letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that is held about the person, as a letter to them (GDPR art. 15).
         * @description Needs the permission `people.reveal`.
         */
        get: operations["getContactLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom the campaign chooses, and how many that is.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getAudience"];
        /**
         * Chooses whom the campaign calls; the notice tells how. Not once it has called.
         * @description Needs the permission `campaign.write`.
         */
        put: operations["setAudience"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/audience/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many people a selection comes to, before it is chosen.
         * @description Needs the permission `campaign.read`.
         */
        post: operations["countAudience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Communes, départements and territories whose name or code begins so.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["findPlaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/place-tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public tables of figures by commune.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["listPlaceTables"];
        put?: never;
        /**
         * Imports a public table with one row a commune, such as the turnout of an election.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["addPlaceTable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/listen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be listened to: the versions of the message and their words.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getListening"];
        put?: never;
        /**
         * Rings the browser with the message of a campaign. Follow its events at once: a call that nobody follows ends after 15 s.
         * @description Needs the permission `campaign.read`.
         */
        post: operations["ringBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/listen/{call}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the call: the first word follows at once.
         * @description Needs the permission `campaign.read`.
         */
        post: operations["answerBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/listen/{call}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Presses a key, where it is not sent as a telephone event.
         * @description Needs the permission `campaign.read`.
         */
        post: operations["pressBrowserKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/listen/{call}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens in the call, one JSON value a line, until it has ended: ringing, words with their times, keys, the end.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["followBrowserCall"];
        put?: never;
        post?: never;
        /**
         * Refuses a call that rings, hangs up one that was taken.
         * @description Needs the permission `campaign.read`.
         */
        delete: operations["hangUpBrowser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/listen/{call}/clips/{clip}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A recording that the call plays, as WAV: the very bytes of the telephone.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getBrowserCallClip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures of now. Whoever asked within 40 s is told by `live` events, twice a second, what changed.
         * @description Needs the permission `campaign.read`.
         */
        get: operations["getLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Goes on after a pause, through every gate again.
         * @description Needs the permission `campaign.launch`.
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * No new calls; those in progress end by themselves.
         * @description Needs the permission `campaign.stop`.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Over for good: calls in progress are hung up, nobody else is called.
         * @description Needs the permission `campaign.stop`.
         */
        post: operations["stopCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/cut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything ends within 5 seconds, in the middle of a sentence; the campaign is paused.
         * @description Needs the permission `campaign.stop`.
         */
        post: operations["cutCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves the practice clock: before the launch to any hour, later only forward.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["setPracticeClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was reached, who was not and why, what it cost: sums that close.
         * @description Needs the permission `report.read`.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/report/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls that ended so, in the order they were made. A page may be short and have a next one.
         * @description Needs the permission `report.read`.
         */
        get: operations["listReportAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/report/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people behind one term of the sum. A page may be short and have a next one.
         * @description Needs the permission `report.read`.
         */
        get: operations["listReportPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/report/ring-backs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls of people who rang back, newest first.
         * @description Needs the permission `report.read`.
         */
        get: operations["listRingBacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/report/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a file in the background: every call as CSV or XLSX, or the report as PDF.
         * @description Needs the permission `report.export`.
         */
        post: operations["exportReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/answerers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who or what answered, as it was judged while we spoke, and how often that is wrong.
         * @description Needs the permission `report.read`.
         */
        get: operations["getAnswerers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/answerers/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls that were drawn and that nobody has judged yet, in the order to judge them in.
         * @description Needs the permission `campaign.write`.
         */
        get: operations["listAnswerersToLabel"];
        put?: never;
        /**
         * Draws more calls by lot, as many of each verdict, until 20 of each wait.
         * @description Needs the permission `campaign.write`.
         */
        post: operations["drawAnswerers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/campaigns/{campaign}/answerers/{attempt}/label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says who answered a call that was drawn; said again, it replaces what one said before.
         * @description Needs the permission `campaign.write`.
         */
        put: operations["labelAnswerer"];
        post?: never;
        /**
         * Takes back what one said oneself of a call.
         * @description Needs the permission `campaign.write`.
         */
        delete: operations["unlabelAnswerer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trunks of the organisation; never their passwords.
         * @description Needs the permission `trunk.read`.
         */
        get: operations["listTrunks"];
        put?: never;
        /**
         * Adds an account with an operator.
         * @description Needs the permission `trunk.write`.
         */
        post: operations["createTrunk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/trunks/{trunk}": {
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
         * Removes a trunk that no campaign uses.
         * @description Needs the permission `trunk.write`.
         */
        delete: operations["removeTrunk"];
        options?: never;
        head?: never;
        /**
         * Changes a trunk; calls that run go on as they began.
         * @description Needs the permission `trunk.write`.
         */
        patch: operations["updateTrunk"];
        trace?: never;
    };
    "/organisations/{organisation}/trunks/{trunk}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rings one of your own phones over it, and says in plain words what the call showed.
         * @description Needs the permission `trunk.write`.
         */
        post: operations["testTrunk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Phones of the organisation, which test calls and approvals may ring; masked.
         * @description Needs the permission `trunk.read`.
         */
        get: operations["listOwnPhones"];
        put?: never;
        /**
         * Declares a phone as one of your own.
         * @description Needs the permission `trunk.write`.
         */
        post: operations["addOwnPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/phones/{phone}": {
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
         * Takes a phone off the list.
         * @description Needs the permission `trunk.write`.
         */
        delete: operations["removeOwnPhone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webhooks of the organisation; never their secrets.
         * @description Needs the permission `webhook.write`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Tells this address of what happens from now on.
         * @description Needs the permission `webhook.write`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/webhooks/{webhook}": {
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
         * Tells it nothing more; its log goes with it.
         * @description Needs the permission `webhook.write`.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /**
         * Changes address or kinds; switches it off, or on again after failures.
         * @description Needs the permission `webhook.write`.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/organisations/{organisation}/webhooks/{webhook}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret; the one before is worthless at once.
         * @description Needs the permission `webhook.write`.
         */
        post: operations["renewWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/webhooks/{webhook}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a delivery of the kind `test`, signed like any other; see how it went in the log.
         * @description Needs the permission `webhook.write`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/webhooks/{webhook}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log of a webhook for 30 days, the newest first.
         * @description Needs the permission `webhook.write`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{organisation}/webhooks/{webhook}/deliveries/{delivery}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a delivery again, under its own number.
         * @description Needs the permission `webhook.write`.
         */
        post: operations["redeliverWebhook"];
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
        /** @description A call to be judged: its verdict is not told before. */
        AnswererCall: {
            /** Format: uuid */
            attempt: string;
            placedAt: string | null;
            /** @enum {string} */
            outcome: "heardToEnd" | "heardPart" | "notListened" | "hungUpAtGate" | "objected" | "voicemailLeft" | "voicemailCut" | "mailboxFull" | "answeredByMachine" | "screened" | "fax" | "busy" | "noAnswer" | "declined" | "unreachable" | "unallocated" | "redirected" | "rejectedByCarrier" | "congestion" | "carrierFault" | "mediaLost" | "notPlaced" | "stopped" | "internalError" | "unknown";
            ringMs: number | null;
            talkMs: number | null;
            heardMs: number | null;
            /** @description When our own message began, from the answer on. */
            firstAudioMs: number | null;
            keys: string;
            /** @description Who made a sound until the verdict: a letter and its frames of 20 ms. q quiet, v a voice, t a tone; capitals while we speak. */
            voiceTrack: string;
            /** @description What the far end did, as far as it was listened to. */
            signs: {
                /** @enum {string} */
                is: "beep" | "quiet" | "speaks";
                /** @description Milliseconds from the answer on. */
                fromMs: number;
                /** @description Of a beep. */
                toMs?: number;
                /** @description Of a beep. */
                hz?: number;
            }[];
            /** @description What the ear measured, by name. */
            features: {
                [key: string]: number;
            };
        };
        AnswererFigures: {
            /** @description Every verdict once: how often it was given, how many of those a person judged. */
            verdicts: {
                /** @enum {string} */
                verdict: "human" | "machine" | "screening" | "fax" | "unknown";
                calls: number;
                labelled: number;
            }[];
            /** @description From the calls people judged, each verdict weighing as many calls as it was given to. */
            measured: {
                calls: number;
                labelled: number;
                cannotTell: number;
                /** @description Calls whose verdict nobody has judged one of. */
                unmeasured: number;
                accuracy: components["schemas"]["MeasuredRate"];
                /** @description Of the people who answered. */
                humansCalledMachine: components["schemas"]["MeasuredRate"];
                /** @description Of the machines that answered. */
                machinesCalledHuman: components["schemas"]["MeasuredRate"];
            };
            sample: {
                /** @description At most 2000 of one campaign. */
                drawn: number;
                labelled: number;
                drawnAt: string | null;
                /** @description There are calls that could still be drawn. */
                more: boolean;
            };
            /** @description Whether the law lets the sound of who answers be kept; where not, figures only. */
            recording: {
                allowed: boolean;
                article: string;
                why: components["schemas"]["Said"];
            };
        };
        /** @description What the ear had said of the call just judged. */
        AnswererHeard: {
            /** @enum {string} */
            verdict: "human" | "machine" | "screening" | "fax" | "unknown";
            /** @description From the answer to the verdict. */
            atMs: number;
            confidence: number;
            /**
             * @description Unsure is treated as human.
             * @enum {string}
             */
            treatedAs: "human" | "machine" | "screening" | "fax" | "cannotTell";
        };
        AnswererSample: {
            calls: components["schemas"]["AnswererCall"][];
            /** @description Drawn, and not judged yet. */
            waiting: number;
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
        Approval: {
            campaign: string;
            /** @description On whose behalf the calls are made. */
            controller: string;
            version: number;
            hash: string;
            askedBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            expiresAt: string;
            /** @description true: the page takes the key; false: a phone rings. */
            practice: boolean;
            /** @enum {string} */
            state: "open" | "expired" | "answered" | "replaced";
            review: components["schemas"]["MessageReview"] | null;
            heard: components["schemas"]["HeardVersion"][];
        };
        ApprovalLink: {
            askedBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            askedAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            expiresAt: string;
            /** @enum {string} */
            state: "open" | "expired" | "answered" | "replaced";
            review: components["schemas"]["MessageReview"] | null;
        };
        Audience: {
            /** @description Numbers there are. */
            contacts: number;
            chosen: number;
            /** @description That meet the figures; null: no figure was asked. */
            communes: number | null;
            leftOut: {
                [key: string]: {
                    people: number;
                    unknown: number;
                };
            };
            /** @description As the transparency notice will tell it. */
            sentences: {
                fr: string;
                en: string;
            }[];
            /** @description 0: nothing was chosen, which means everybody. */
            version: number;
            selection: {
                /**
                 * @description Any of these; none: anywhere.
                 * @default []
                 */
                areas: {
                    /** @enum {string} */
                    is: "departement" | "commune" | "territory" | "postcode";
                    code: string;
                    name: string;
                }[];
                /** @default [] */
                pollingDistricts: string[];
                /** @default [] */
                languages: string[];
                conditions: ({
                    table: string;
                    figure: string;
                    /** @enum {string} */
                    comparison: "<=" | "<" | ">=" | ">" | "=";
                    value: number;
                } & {
                    [key: string]: unknown;
                })[];
            };
            chosenBy: string | null;
            chosenAt: string | null;
        };
        AudienceCounts: {
            /** @description Numbers there are. */
            contacts: number;
            chosen: number;
            /** @description That meet the figures; null: no figure was asked. */
            communes: number | null;
            leftOut: {
                [key: string]: {
                    people: number;
                    unknown: number;
                };
            };
            /** @description As the transparency notice will tell it. */
            sentences: {
                fr: string;
                en: string;
            }[];
        };
        BrowserCall: {
            /** Format: uuid */
            call: string;
            /** @description null where there was no offer. */
            sdpAnswer: string | null;
        };
        Campaign: {
            id: string;
            name: string;
            /** @enum {string} */
            state: "draft" | "ready" | "running" | "paused" | "completed" | "stopped";
            /** @description No real phone rings. */
            practice: boolean;
            /** @description On whose behalf, as the consents name them. */
            controller: string;
            /** @enum {string} */
            purpose: "electoral" | "other";
            election: {
                /**
                 * @default election
                 * @example présidentielle 2027
                 */
                name: string;
                /**
                 * @default other
                 * @example presidential
                 * @enum {string}
                 */
                kind: "presidential" | "legislative" | "municipal" | "departmental" | "regional" | "european" | "other";
                /** @description Rounds in order of time. */
                rounds: {
                    /**
                     * Format: date
                     * @description Polling day where neither `scopes` nor `saturday` says another.
                     * @example 2027-04-18
                     */
                    pollDate: string;
                    /** @description Territories that vote on another day in this election (the Saturday before). */
                    saturday?: {
                        /**
                         * Format: date
                         * @example 2027-04-17
                         */
                        pollDate: string;
                        /**
                         * @example [
                         *       "GP",
                         *       "MQ",
                         *       "GF",
                         *       "BL",
                         *       "MF",
                         *       "PM",
                         *       "PF",
                         *       "ABROAD_AMERICAS"
                         *     ]
                         */
                        territories: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                    };
                    /** @description Who votes in this round on a day of their own: abroad, Polynésie, by-elections. Comes before `saturday`. */
                    scopes?: {
                        /**
                         * @description Where the vote takes place, by beginnings of INSEE codes.
                         * @example [
                         *       "97209"
                         *     ]
                         */
                        inseePrefixes?: string[];
                        /**
                         * @description Where the vote takes place, by territory: FR is the metropole; ABROAD and ABROAD_AMERICAS are the polling stations abroad, the second those of the American continent.
                         * @example [
                         *       "PF"
                         *     ]
                         */
                        territories?: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                        /**
                         * Format: date
                         * @example 2027-06-05
                         */
                        pollDate: string;
                    }[];
                }[];
                /**
                 * @description Where the vote takes place, by beginnings of INSEE codes.
                 * @example [
                 *       "97209"
                 *     ]
                 */
                inseePrefixes?: string[];
                /**
                 * @description Where the vote takes place, by territory: FR is the metropole; ABROAD and ABROAD_AMERICAS are the polling stations abroad, the second those of the American continent.
                 * @example [
                 *       "PF"
                 *     ]
                 */
                territories?: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                /**
                 * @description Beside the local silences keep one for the whole country: from 00:00 in Paris two days before the general polling day (a Friday) to 20:00 in Paris on it.
                 * @example true
                 */
                nationalFreeze?: boolean;
                /**
                 * @default announced
                 * @example announced
                 * @enum {string}
                 */
                status: "announced" | "decreed";
            } | null;
            trunk: string;
            /** @description The number shown, E.164. */
            callerId: string;
            /** @description No call before it; null: as soon as it is launched. */
            startsAt: string | null;
            /**
             * Format: date-time
             * @description No call starts at or after it, and none is up at it.
             */
            deadline: string;
            /** @description Chosen within those of the law; null: all. */
            hours: {
                /**
                 * @description Days of the week: 1 Monday … 7 Sunday.
                 * @example [
                 *       2,
                 *       4
                 *     ]
                 */
                days: number[];
                /**
                 * @description First minute in, local time.
                 * @example 10:00
                 */
                from: string;
                /**
                 * @description First minute out; `24:00` is the end of the day.
                 * @example 13:00
                 */
                to: string;
            }[] | null;
            softStart: components["schemas"]["SoftStart"] | null;
            /** @description Where the practice clock starts. */
            practiceStart: string | null;
            /**
             * Format: date-time
             * @description What the clock of the campaign says now.
             */
            clock: string;
            ringTimeoutMs: number;
            maxTalkMs: number;
            menu: {
                /** @description A key of the telephone. */
                listen: string;
                /** @description A key of the telephone. */
                objection: string;
                /** @description A key of the telephone. */
                replay: string;
                gateTimeoutMs: number;
                replaysMax: number;
            };
            retry: components["schemas"]["RetryPolicy"];
            /**
             * @description Where a machine answers. ignore: nobody listens for it; hangUp: only people are spoken to; leaveVoicemail: the voicemail version is left, once a person.
             * @enum {string}
             */
            answeringMachines: "ignore" | "hangUp" | "leaveVoicemail";
            /** @description Null: no limit of its own. */
            voicemailsADayMax: number | null;
            budgetMicroEuro: number | null;
            message: {
                version: number;
                hash: string;
                /** @description One pass, from the answer to the end. */
                durationMs: number;
                approvedBy: string | null;
                approvedAt: string | null;
            } | null;
            counts: {
                /** @description People chosen; 0 until somebody checks or launches. */
                targets: number;
                remaining: number;
                attempts: number;
                objections: number;
            };
            steps: components["schemas"]["CampaignStep"][];
            findings: components["schemas"]["Finding"][];
        };
        CampaignChange: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            who: string;
            what: string;
            why: string;
        };
        CampaignLine: {
            id: string;
            name: string;
            /** @enum {string} */
            state: "draft" | "ready" | "running" | "paused" | "completed" | "stopped";
            practice: boolean;
            controller: string;
            /** @description Why it is in this state. */
            why: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            startsAt: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            deadline: string;
            targets: number;
            remaining: number;
            attempts: number;
            objections: number;
            /** @description Calls heard to the end. */
            heardToEnd: number;
            costMicroEuro: number;
        };
        CampaignStep: {
            /** @enum {string} */
            step: "purpose" | "people" | "message" | "schedule" | "check" | "listen";
            /**
             * @description ✔, ! and –.
             * @enum {string}
             */
            mark: "done" | "attention" | "open";
            blocks: number;
            warns: number;
        };
        Check: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            madeAt: string;
            /**
             * Format: date-time
             * @description On the clock of the campaign.
             */
            judgedAt: string;
            lawVersion: string;
            rulesRead: number;
            launchable: boolean;
            messageHash: string | null;
            findings: components["schemas"]["Finding"][];
            rehearsal: components["schemas"]["Rehearsal"] | null;
            /** @description null: without a trunk nobody can be judged. */
            people: {
                /** @description now + later + never + unknown. */
                people: number;
                now: number;
                later: number;
                never: number;
                /** @description Refused because a fact is not known. */
                unknown: number;
                /** @description People under their first reason: the sum of later, never and unknown. */
                reasons: {
                    rule: string;
                    title: components["schemas"]["Said"];
                    article: string | null;
                    people: number;
                }[];
                territories: {
                    territory: string;
                    now: number;
                    later: number;
                    never: number;
                    /** @description Refused because a fact is not known. */
                    unknown: number;
                }[];
                laterFrom: {
                    /**
                     * Format: date-time
                     * @description An instant, ISO 8601 in UTC.
                     */
                    at: string;
                    people: number;
                }[];
                missing: {
                    fact: string;
                    people: number;
                }[];
            } | null;
        };
        /** @enum {string} */
        ColumnUse: "phone" | "lastName" | "firstName" | "street" | "postcode" | "commune" | "insee" | "consent" | "consentDate" | "slot" | "wordingVersion" | "communeSaidBy" | "communeSaidAt" | "pollingDistrict" | "language" | "objection" | "ignore";
        Contact: {
            id: number;
            /** @description Masked: 06 39 98 •• 34. */
            phone: string;
            lastName: string | null;
            firstName: string | null;
            commune: string | null;
            postcode: string | null;
            territory: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        ContactFile: {
            /** @description Masked. */
            phone: string;
            /** @description null: nobody is known under this number. */
            contact: {
                id: number;
                /** @description Masked: 06 39 98 •• 34. */
                phone: string;
                lastName: string | null;
                firstName: string | null;
                commune: string | null;
                postcode: string | null;
                territory: string | null;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                createdAt: string;
                insee: string | null;
                language: string | null;
                pollingDistrict: string | null;
                /** @description The same person's other numbers. */
                others: {
                    id: number;
                    phone: string;
                }[];
            } | null;
            /** @description null: no campaign to judge for. */
            verdict: components["schemas"]["ContactVerdict"] | null;
            campaigns: {
                id: string;
                name: string;
                state: string;
                practice: boolean;
            }[];
            facts: {
                fact: string;
                value: string;
                line: number | null;
                saidBy: string | null;
                saidAt: string | null;
                kind: string;
                holder: string;
                collectedFrom: string;
                collectedTo: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                importedAt: string;
                fileName: string | null;
            }[];
            consents: {
                /** @enum {string} */
                kind: "given" | "withdrawn";
                controller: string;
                channel: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                /** @description When they agreed to be called, in words. */
                slots: {
                    fr: string;
                    en: string;
                };
                wordingVersion: string | null;
                wording: string | null;
                source: string | null;
            }[];
            suppressions: {
                scope: string;
                controller: string | null;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                reason: string;
                reference: string | null;
            }[];
            /** @description Calls from this number to one we show, oldest first. */
            ringBacks: {
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                outcome: ("heardToEnd" | "heardPart" | "objected" | "objectedForTyped" | "typedNumber" | "toldRights" | "pressedNothing" | "hungUpAtGreeting" | "abandoned" | "refusedBusy" | "notAnswered" | "mediaLost" | "stopped" | "internalError" | "unknown") | null;
                campaignName: string | null;
            }[];
            requests: {
                reference: string;
                kind: string;
                state: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                openedAt: string;
            }[];
        };
        ContactVerdict: {
            campaign: {
                id: string;
                name: string;
                practice: boolean;
            };
            /**
             * Format: date-time
             * @description On the campaign's own clock.
             */
            judgedAt: string;
            allowed: boolean;
            /** @description When it may be allowed; null: never as things are. */
            askAgainAt: string | null;
            refusals: {
                rule: string;
                measured: string | null;
                limit: string | null;
                reason: {
                    fr: string;
                    en: string;
                } | null;
            }[];
            rulesRun: number;
            lawVersion: string;
        };
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
        Decision: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            /** @enum {string} */
            is: "call" | "refusal";
            campaign: {
                id: string;
                name: string;
                practice: boolean;
            };
            outcome: string | null;
            heardMs: number | null;
            /** @description Keys the person pressed. */
            keys: string;
            /** @description A rehearsal rang a number of fiction in their place. */
            standIn: boolean;
            rulesRun: number | null;
            refusals: {
                rule: string;
                measured: string | null;
                limit: string | null;
                reason: {
                    fr: string;
                    en: string;
                } | null;
            }[];
        };
        DraftRecording: {
            /**
             * @description Which recording.
             * @enum {string}
             */
            track: "call" | "voicemail" | "objectionConfirmed";
            /** @description Send it with every change: who saw an older one is told. */
            revision: number;
            /** @description How many changes of its sound can be undone. */
            undoable: number;
            /** @description What was done last. */
            what: string;
            madeBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            madeAt: string;
            durationMs: number;
            /** @description Always as many, over its whole length. */
            peaks: number[];
            loudnessLufs: number | null;
            peakDbfs: number | null;
            leadingSilenceMs: number;
            trailingSilenceMs: number;
            /** @description Between words, of 300 ms and more. */
            pauses: {
                fromMs: number;
                toMs: number;
            }[];
            source: {
                codec: string;
                inputRateHz: number;
                channels: number;
                inputDurationMs: number;
                /** @description How often the microphone was overdriven. */
                clippedRuns: number;
                /** @description By how much it was made louder when it came. */
                gainDb: number;
                leadingSilenceCutMs: number;
                trailingSilenceCutMs: number;
            };
            segments: components["schemas"]["DraftSegment"][];
            problems: components["schemas"]["MessageProblem"][];
        };
        DraftSegment: {
            /** @enum {string} */
            role: "identity" | "objection" | "invitation" | "content" | "source" | "closing";
            /** @description What is said, word for word; empty: nobody has written it yet. */
            text: string;
            startsAtMs: number;
            endsAtMs: number;
        };
        DraftSegmentInput: {
            /** @enum {string} */
            role: "identity" | "objection" | "invitation" | "content" | "source" | "closing";
            /** @description What is said, word for word; empty: nobody has written it yet. */
            text: string;
            startsAtMs: number;
            endsAtMs: number;
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
            /** @description The same in French. */
            refusalFr: string | null;
        };
        Finding: {
            /**
             * @description The step that mends it.
             * @enum {string}
             */
            step: "purpose" | "people" | "message" | "schedule" | "check" | "listen";
            /**
             * @description warns: real calls would be refused for it.
             * @enum {string}
             */
            weight: "blocks" | "warns";
            /** @description A rule of law, or what is missing: message, approval, deadline … */
            code: string;
            title: components["schemas"]["Said"];
            article: string | null;
            measured: string;
            /** @description What would pass. */
            limit: string;
            say: components["schemas"]["Said"];
        };
        HeardVersion: {
            /**
             * @description live: gate, content and goodbye, as who listens to the end hears them.
             * @enum {string}
             */
            name: "live" | "voicemail" | "gate" | "content" | "closing" | "objectionConfirmed";
            durationMs: number;
            transcript: {
                /** @enum {string} */
                role: "identity" | "objection" | "source" | "content" | "closing";
                text: string;
                startsAtMs: number;
                endsAtMs: number;
            }[];
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
        KnownElection: {
            key: string;
            election: {
                /**
                 * @default election
                 * @example présidentielle 2027
                 */
                name: string;
                /**
                 * @default other
                 * @example presidential
                 * @enum {string}
                 */
                kind: "presidential" | "legislative" | "municipal" | "departmental" | "regional" | "european" | "other";
                /** @description Rounds in order of time. */
                rounds: {
                    /**
                     * Format: date
                     * @description Polling day where neither `scopes` nor `saturday` says another.
                     * @example 2027-04-18
                     */
                    pollDate: string;
                    /** @description Territories that vote on another day in this election (the Saturday before). */
                    saturday?: {
                        /**
                         * Format: date
                         * @example 2027-04-17
                         */
                        pollDate: string;
                        /**
                         * @example [
                         *       "GP",
                         *       "MQ",
                         *       "GF",
                         *       "BL",
                         *       "MF",
                         *       "PM",
                         *       "PF",
                         *       "ABROAD_AMERICAS"
                         *     ]
                         */
                        territories: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                    };
                    /** @description Who votes in this round on a day of their own: abroad, Polynésie, by-elections. Comes before `saturday`. */
                    scopes?: {
                        /**
                         * @description Where the vote takes place, by beginnings of INSEE codes.
                         * @example [
                         *       "97209"
                         *     ]
                         */
                        inseePrefixes?: string[];
                        /**
                         * @description Where the vote takes place, by territory: FR is the metropole; ABROAD and ABROAD_AMERICAS are the polling stations abroad, the second those of the American continent.
                         * @example [
                         *       "PF"
                         *     ]
                         */
                        territories?: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                        /**
                         * Format: date
                         * @example 2027-06-05
                         */
                        pollDate: string;
                    }[];
                }[];
                /**
                 * @description Where the vote takes place, by beginnings of INSEE codes.
                 * @example [
                 *       "97209"
                 *     ]
                 */
                inseePrefixes?: string[];
                /**
                 * @description Where the vote takes place, by territory: FR is the metropole; ABROAD and ABROAD_AMERICAS are the polling stations abroad, the second those of the American continent.
                 * @example [
                 *       "PF"
                 *     ]
                 */
                territories?: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                /**
                 * @description Beside the local silences keep one for the whole country: from 00:00 in Paris two days before the general polling day (a Friday) to 20:00 in Paris on it.
                 * @example true
                 */
                nationalFreeze?: boolean;
                /**
                 * @default announced
                 * @example announced
                 * @enum {string}
                 */
                status: "announced" | "decreed";
            };
            firstPollDate: string;
            lastPollDate: string;
            past: boolean;
            /** @description Where its dates were read. */
            source: string;
        };
        LaunchPreview: {
            /**
             * @description ready: may be launched. changed: something was changed since the check.
             * @enum {string}
             */
            state: "ready" | "unchecked" | "changed" | "blocked" | "started";
            practice: boolean;
            /** @description Who may be called now or later, as the check counted. */
            people: number | null;
            messageHash: string | null;
            /** @description Length of one pass. */
            messageMs: number | null;
            controller: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            until: string;
            /** @description If everybody hears everything; null: no price is known. */
            atMostMicroEuro: number | null;
            /** @description The first real campaign of the organisation. */
            softStartProposed: boolean;
            /** @description Who changed what since the check. */
            since: components["schemas"]["CampaignChange"][];
            blockers: components["schemas"]["Finding"][];
        };
        LiftReceipt: {
            reference: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            entries: number;
        };
        Listening: {
            /** @description The number voters see, in international form. */
            callerId: string;
            /** @description On whose behalf people are called. */
            controller: string;
            /** @description null: nothing was recorded yet. */
            message: {
                version: number;
                hash: string;
                heard: {
                    /** @enum {string} */
                    name: "live" | "voicemail" | "callback";
                    /** @description Of what is heard from end to end. */
                    durationMs: number;
                    says: {
                        /** @enum {string} */
                        part: "gate" | "content" | "closing" | "objectionConfirmed" | "voicemail";
                        role: ("identity" | "objection" | "source" | "content" | "closing") | null;
                        /** @description null: what is said was not declared. */
                        text: string | null;
                    }[];
                }[];
            } | null;
            keys: {
                /** @enum {string} */
                listen: "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#" | "A" | "B" | "C" | "D";
                /** @enum {string} */
                objection: "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#" | "A" | "B" | "C" | "D";
                /** @enum {string} */
                replay: "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#" | "A" | "B" | "C" | "D";
            };
        };
        LiveArea: {
            /** @description Département or territory; empty where nobody knows. */
            area: string;
            targets: number;
            /** @description People there with an ended call. */
            called: number;
            attempts: number;
            heardToEnd: number;
            objections: number;
            /** @description Outside the usual hours there: when they open again. */
            opensAt: string | null;
        };
        LiveSnapshot: {
            campaign: string;
            name: string;
            /** @enum {string} */
            state: "draft" | "ready" | "running" | "paused" | "completed" | "stopped";
            practice: boolean;
            /**
             * Format: date-time
             * @description When this was true.
             */
            at: string;
            /**
             * Format: date-time
             * @description What the clock of the campaign said: the practice clock, or the real one.
             */
            clock: string;
            /** @description false: another process calls for it, or none does. */
            runsHere: boolean;
            /** @description Why nothing is being called now, or `calling`: a closed list. */
            reason: string;
            sentence: components["schemas"]["Said"];
            /** @description The next instant at which something changes by itself. */
            nextAt: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            deadline: string;
            callsUp: number;
            /** @description Lines of its trunks. */
            concurrentCalls: number;
            callsPerSecond: {
                last1s: number;
                last10s: number;
                /** @description Of its trunks. */
                limit: number;
                /** @description What the dialler allows itself now. */
                allowed: number;
            };
            targets: number;
            remaining: number;
            refused: number;
            attempts: number;
            /** @description Ended calls by outcome. */
            outcomes: {
                [key: string]: number;
            };
            objections: number;
            /** @description From 0 to 1; null: nothing to take a share of. */
            objectionShare: number | null;
            complaints: number;
            ringBacks: components["schemas"]["RingBacks"];
            money: {
                spentMicroEuro: number;
                billedMs: number;
                budgetMicroEuro: number | null;
                /** @enum {string} */
                budget: "none" | "within" | "warned" | "reached";
                priceKnown: boolean;
            };
            firstAudioMs: {
                p50: number;
                p99: number;
            } | null;
            trunk: {
                id: string;
                /** @description From 0 to 1; null: nothing to take a share of. */
                answeredShare: number | null;
                /** @description From 0 to 1; null: nothing to take a share of. */
                refusedShare: number | null;
                /** @description The carrier asked us to wait until then. */
                heldUntil: string | null;
            };
            /** @description Each trunk that may carry its calls, while this server calls for it. */
            trunks: components["schemas"]["LiveTrunk"][];
            expectedEnd: string | null;
            /** @description People who will not be called before the deadline at this pace. */
            notCalledInTime: number | null;
            areas?: components["schemas"]["LiveArea"][];
            /** @description Calls in which this second of the content was heard, from second 0 on. */
            heardAtLeast?: number[];
            /** @description The last ten minutes, a point every five seconds. */
            history?: {
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                callsPerSecond: number;
                callsUp: number;
            }[];
        };
        LiveTrunk: {
            id: string;
            /**
             * @description `tried`: it was ill, and a few calls see whether it works again.
             * @enum {string}
             */
            state: "works" | "ill" | "tried";
            /** @description Why it is ill or tried: half a sentence. */
            illness: components["schemas"]["Said"] | null;
            /** @description When it is called again; null: now, or when the carrier says so. */
            nextTryAt: string | null;
            priority: number;
            callsUp: number;
            concurrentCalls: number;
            callsPerSecond: {
                limit: number;
                allowed: number;
            };
            /** @description Its last calls, as many as its profile judges. */
            calls: {
                judged: number;
                answered: number;
                /** @description Ended by the carrier’s own fault. */
                faults: number;
                /** @description Turned away for want of capacity. */
                pushedBack: number;
                replies: {
                    "4xx": number;
                    "5xx": number;
                    "6xx": number;
                };
            };
            /** @description From the INVITE to the first word of the network. */
            postDialMs: {
                p50: number;
                p95: number;
            } | null;
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
        /** @description A share, and between what it lies 95 times of 100. null: nothing was judged yet. */
        MeasuredRate: {
            rate: number;
            low: number;
            high: number;
        } | null;
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
        MessageDraft: {
            /** @description No real phone rings: the author may approve alone. */
            practice: boolean;
            /** @description false: the campaign was launched, and keeps its recording. */
            editable: boolean;
            script: {
                /** @description What is to be read aloud, in order. */
                lines: {
                    /** @enum {string} */
                    role: "identity" | "objection" | "invitation" | "content" | "source" | "closing";
                    text: string;
                }[];
                /** @enum {string} */
                voiceOrigin: "recorded" | "synthetic" | "cloned";
                /** @description Nobody has saved one yet. */
                isProposal: boolean;
            };
            recordings: components["schemas"]["DraftRecording"][];
            clocks: {
                identityWithinMs: number;
                objectionWithinMs: number;
            };
            /** @description What the law says of the draft as it is; empty: there is nothing to judge yet. */
            gates: components["schemas"]["MessageGate"][];
            /** @description Sounds that Portevoix adds, as the team has none. */
            shipped: ("invitation" | "goodbye" | "objectionConfirmed")[];
            /** @description What a version made now would be; null: something blocks it. */
            makes: {
                hash: string;
                /** @description The version that is the same; null: a new one. */
                version: number | null;
            } | null;
        };
        MessageGate: {
            rule: string;
            /** @description A sentence in both languages. */
            title: components["schemas"]["Said"];
            article: string;
            /** @enum {string} */
            is: "passed" | "refused" | "unknown" | "warned";
            measured: string;
            limit: string;
            /** @description A sentence in both languages. */
            reason?: components["schemas"]["Said"];
        };
        MessageProblem: {
            id: string;
            /**
             * @description blocks: no version can be made of it.
             * @enum {string}
             */
            level: "blocks" | "warns";
            /** @description A sentence in both languages. */
            say: components["schemas"]["Said"];
            measured: string;
            /** @description What would pass. */
            limit: string;
            /** @description The place of the segment it is about, from 0. */
            segment?: number;
            repairs: {
                repair: components["schemas"]["MessageRepair"];
                /** @description A sentence in both languages. */
                say: components["schemas"]["Said"];
            }[];
        };
        MessageRepair: {
            /** @constant */
            is: "cutEnds";
        } | {
            /** @constant */
            is: "setLoudness";
        } | {
            /** @constant */
            is: "cutPause";
            fromMs: number;
            toMs: number;
        } | {
            /** @constant */
            is: "cutPausesBefore";
            beforeMs: number;
        } | {
            /** @constant */
            is: "moveSegment";
            /** @description Its place, from 0. */
            from: number;
            /** @description Of the segment it then precedes. */
            before: number;
        } | {
            /** @constant */
            is: "snapSegments";
        };
        MessageRepairInput: {
            /** @constant */
            is: "cutEnds";
        } | {
            /** @constant */
            is: "setLoudness";
        } | {
            /** @constant */
            is: "cutPause";
            fromMs: number;
            toMs: number;
        } | {
            /** @constant */
            is: "cutPausesBefore";
            beforeMs: number;
        } | {
            /** @constant */
            is: "moveSegment";
            /** @description Its place, from 0. */
            from: number;
            /** @description Of the segment it then precedes. */
            before: number;
        } | {
            /** @constant */
            is: "snapSegments";
        };
        MessageReview: {
            /** @enum {string} */
            answer: "approved" | "returned" | "rejected";
            reason: string | null;
            by: string;
            /** @description Masked; of an approval by telephone. */
            number: string | null;
            /** @enum {string} */
            how: "app" | "link" | "phone";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
        };
        MessageVersion: {
            version: number;
            hash: string;
            /** @description Only the newest version is called with. */
            isNewest: boolean;
            /** @enum {string} */
            voiceOrigin: "recorded" | "synthetic" | "cloned";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            addedAt: string;
            /** @description null: the command line. */
            author: string | null;
            approval: {
                by: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
            } | null;
            heard: components["schemas"]["HeardVersion"][];
            reviews: components["schemas"]["MessageReview"][];
            /** @description Whether whoever asks may approve this version themselves. */
            mayApprove: boolean;
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
        OwnPhone: {
            /** @description Stands for the number, which lists do not show. */
            id: string;
            /** @description Masked. */
            shown: string;
            label: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            addedAt: string;
        };
        Paper: {
            /** @enum {string} */
            part: "financialAgent" | "payer" | "sponsor" | "processorContract" | "impactAssessment" | "numberMandate" | "reattestation" | "voiceCloning" | "callbackNumber" | "spokenNumbers" | "rebate" | "noticeUrl" | "dataProtectionContact";
            by: string | null;
            at: string | null;
            /** @description As it was declared. */
            value: unknown;
        };
        /** @enum {string} */
        Permission: "campaign.read" | "campaign.write" | "campaign.launch" | "campaign.stop" | "message.write" | "message.approve" | "people.read" | "people.reveal" | "people.write" | "suppression.read" | "suppression.write" | "rights.read" | "rights.answer" | "report.read" | "report.export" | "money.read" | "money.write" | "evidence.read" | "audit.read" | "trunk.read" | "trunk.write" | "team.read" | "team.write" | "key.write" | "webhook.write" | "organisation.write";
        PlaceTable: {
            name: string;
            holder: string;
            dated: string;
            figures: string[];
            rows: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            importedAt: string;
        };
        PriceList: {
            /** @description Millionths of a euro. */
            perMinuteMicroEuro: number;
            /** @default 0 */
            perCallMicroEuro: number;
            /** @default 1 */
            firstIncrementSeconds: number;
            /** @default 1 */
            incrementSeconds: number;
        };
        PriceListInput: {
            /** @description Millionths of a euro. */
            perMinuteMicroEuro: number;
            /** @default 0 */
            perCallMicroEuro: number;
            /** @default 1 */
            firstIncrementSeconds: number;
            /** @default 1 */
            incrementSeconds: number;
        };
        Receipt: {
            reference: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
        };
        RecoveryCodes: {
            /** @description Each good once; shown this once. */
            recoveryCodes: string[];
        };
        Rehearsal: {
            /** @description People of the audience = fiction + standIns + leftOut. */
            chosen: number;
            /** @description Their own number is one of fiction. */
            fiction: number;
            /** @description Real numbers for which a number of fiction rings. */
            standIns: number;
            /** @description Beyond the 60,000 numbers of fiction there are: not rehearsed. */
            leftOut: number;
            /** @description Key 9 pressed in the rehearsal: nobody’s objection. */
            objections: number;
        };
        Report: {
            campaign: {
                id: string;
                name: string;
                /** @enum {string} */
                state: "draft" | "ready" | "running" | "paused" | "completed" | "stopped";
                /** @description Why it is in this state, as the last move said. */
                why: components["schemas"]["Said"];
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                deadline: string;
                practice: boolean;
            };
            /** @description targets = reached + notReached + refused + notCalled. */
            people: {
                targets: number;
                reached: number;
                notReached: number;
                refused: number;
                notCalled: number;
            };
            /** @description The parts of people.notCalled. */
            notCalledBecause: {
                /** @description Their turn did not come. */
                waiting: number;
                reachedOnOtherNumber: number;
                callUnderWay: number;
                /** @description Prepared, and no call left. */
                notPlaced: number;
            };
            /** @description The parts of people.refused: each person once, under the reason that decided. */
            refusedBy: {
                rule: string;
                people: number;
                reason: components["schemas"]["Said"];
            }[];
            /** @description People by how their last call ended: reached + notReached + notPlaced. */
            lastOutcomes: {
                [key: string]: number;
            };
            attempts: {
                total: number;
                byOutcome: {
                    [key: string]: number;
                };
            };
            heardToEnd: {
                people: number;
                ofReached: number | null;
                ofTargets: number | null;
            };
            objections: number;
            complaints: number;
            ringBacks: components["schemas"]["RingBacks"];
            money: {
                costMicroEuro: number;
                billedMs: number;
                budgetMicroEuro: number | null;
                /** @description For each person who heard it to the end. */
                perListenerMicroEuro: number | null;
                priceKnown: boolean;
            };
            heardAtLeast: number[];
            areas: {
                area: string;
                targets: number;
                called: number;
                attempts: number;
                heardToEnd: number;
                objections: number;
            }[];
        };
        ReportAttempt: {
            attempt: string;
            /** @description null: the person was erased. */
            contact: number | null;
            /** @description Masked. */
            number: string;
            attemptNumber: number;
            /** @enum {string} */
            outcome: "heardToEnd" | "heardPart" | "notListened" | "hungUpAtGate" | "objected" | "voicemailLeft" | "voicemailCut" | "mailboxFull" | "answeredByMachine" | "screened" | "fax" | "busy" | "noAnswer" | "declined" | "unreachable" | "unallocated" | "redirected" | "rejectedByCarrier" | "congestion" | "carrierFault" | "mediaLost" | "notPlaced" | "stopped" | "internalError" | "unknown";
            placedAt: string | null;
            talkMs: number | null;
            heardMs: number | null;
            /** @description Of the voicemail that was left; null: none. */
            voicemailMs: number | null;
            keys: string;
        };
        ReportPerson: {
            target: string;
            contact: number | null;
            /** @description Masked. */
            number: string;
            area: string;
            attempts: number;
            outcome: ("heardToEnd" | "heardPart" | "notListened" | "hungUpAtGate" | "objected" | "voicemailLeft" | "voicemailCut" | "mailboxFull" | "answeredByMachine" | "screened" | "fax" | "busy" | "noAnswer" | "declined" | "unreachable" | "unallocated" | "redirected" | "rejectedByCarrier" | "congestion" | "carrierFault" | "mediaLost" | "notPlaced" | "stopped" | "internalError" | "unknown") | null;
            /** @description The next instant at which they may be called. */
            dueAt: string | null;
            refusals: {
                rule: string;
                reason: components["schemas"]["Said"] | null;
            }[];
        };
        RetryPolicy: {
            /** @description Calls per person, the first one included. */
            attemptsMax: number;
            /** @description Milliseconds. */
            busyDelayMs: number;
            /** @description Milliseconds. */
            noAnswerDelayMs: number;
            /** @description Milliseconds. */
            carrierDelayMs: number;
        };
        RetryPolicyInput: {
            /** @description Calls per person, the first one included. */
            attemptsMax: number;
            /** @description Milliseconds. */
            busyDelayMs: number;
            /** @description Milliseconds. */
            noAnswerDelayMs: number;
            /** @description Milliseconds. */
            carrierDelayMs: number;
        };
        RightsRequest: {
            reference: string;
            /** @enum {string} */
            kind: "access" | "correct" | "export" | "erase" | "object" | "complain";
            /** @enum {string} */
            channel: "web" | "call" | "office";
            /** @description null: that the number is theirs was not proved. */
            proof: "code" | null;
            /** @description What the person wrote. */
            words: string | null;
            reach: ("campaign" | "organisation" | "everything") | null;
            /** @enum {string} */
            state: "open" | "answered" | "refused";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            openedAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            dueAt: string;
            /** @description Negative: late. null: closed. */
            daysLeft: number | null;
            answeredAt: string | null;
            answer: string | null;
        };
        RightsRequestFile: {
            reference: string;
            /** @enum {string} */
            kind: "access" | "correct" | "export" | "erase" | "object" | "complain";
            /** @enum {string} */
            channel: "web" | "call" | "office";
            /** @description null: that the number is theirs was not proved. */
            proof: "code" | null;
            /** @description What the person wrote. */
            words: string | null;
            reach: ("campaign" | "organisation" | "everything") | null;
            /** @enum {string} */
            state: "open" | "answered" | "refused";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            openedAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            dueAt: string;
            /** @description Negative: late. null: closed. */
            daysLeft: number | null;
            answeredAt: string | null;
            answer: string | null;
            phone: string | null;
            draft: {
                fr: string;
                en: string;
            } | null;
        };
        RingBack: {
            id: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            /** @description null: it goes on. */
            outcome: ("heardToEnd" | "heardPart" | "objected" | "objectedForTyped" | "typedNumber" | "toldRights" | "pressedNothing" | "hungUpAtGreeting" | "abandoned" | "refusedBusy" | "notAnswered" | "mediaLost" | "stopped" | "internalError" | "unknown") | null;
            /**
             * @description What was played: the message, only who called, or what names nobody.
             * @enum {string}
             */
            says: "message" | "rights" | "general" | "nothing";
            /** @description The rule that kept the message from being played. */
            because: string | null;
            heardMs: number | null;
            /** @description Of the menu, never of a number. */
            keys: string;
            /** @description null: nobody we hold. */
            contact: number | null;
        };
        /** @description Who rang back the number shown. */
        RingBacks: {
            /** @description Answered. */
            calls: number;
            /** @description Of these, who heard the message, wholly or in part. */
            heard: number;
            /** @description Counted among the objections of the campaign too. */
            objections: number;
            /** @description Heard the engaged tone: all lines for callers were taken. */
            refusedBusy: number;
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
        /** @description The same whole sentence in both languages. */
        Said: {
            fr: string;
            en: string;
        };
        Schedule: {
            from: string;
            days: number;
            /** @description false: people are counted from a sample of 5000. */
            exact: boolean;
            people: number;
            territories: {
                /** @description FR, GP, MQ … that share these hours. */
                territories: string[];
                people: number;
                days: {
                    day: string;
                    bands: components["schemas"]["ScheduleBand"][];
                }[];
            }[];
            /** @description By the day in Paris. */
            perDay: {
                day: string;
                people: number;
            }[];
            perHour: {
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                people: number;
            }[];
            /** @description When everybody has been called once. */
            expectedEnd: string | null;
            /** @description If everybody who can be reached hears everything; null: no price is known. */
            atMostMicroEuro: number | null;
            /** @description People not called before the deadline at this pace. */
            late: number;
            /** @description People no hour before the deadline reaches. */
            unreachable: number;
            callsPerHour: number;
            /** @description The first instant at which anybody can be reached. */
            nextOpening: string | null;
        };
        ScheduleBand: {
            /** @description HH:MM in the time of that place; 24:00 is the end of the day. */
            from: string;
            /** @description HH:MM in the time of that place; 24:00 is the end of the day. */
            to: string;
            /**
             * @description frozen: the silence of a vote. unchosen: lawful, left out by the campaign.
             * @enum {string}
             */
            is: "open" | "closed" | "frozen" | "unchosen" | "early" | "late";
            article: string | null;
            reason: components["schemas"]["Said"] | null;
            /** @description Who can be reached in it. */
            people: number;
        };
        Selection: {
            /**
             * @description Any of these; none: anywhere.
             * @default []
             */
            areas: {
                /** @enum {string} */
                is: "departement" | "commune" | "territory" | "postcode";
                code: string;
                name: string;
            }[];
            /**
             * @description Communes by a figure of an imported public table; every one of these.
             * @default []
             */
            conditions: {
                table: string;
                figure: string;
                /** @enum {string} */
                comparison: "<=" | "<" | ">=" | ">" | "=";
                value: number;
            }[];
            /** @default [] */
            pollingDistricts: string[];
            /** @default [] */
            languages: string[];
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
        SoftStart: {
            /** @description So many calls leave slowly. */
            calls: number;
            callsPerSecond: number;
        };
        SoftStartInput: {
            /** @description So many calls leave slowly. */
            calls: number;
            callsPerSecond: number;
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
        StandIn: {
            target: number;
            contact: number | null;
            /** @description The number of the person, masked. */
            person: string;
            /** @description The number of fiction that rings instead, E.164. */
            standIn: string;
            place: string | null;
            /** @description How its last call ended; null: not called yet. */
            outcome: string | null;
        };
        Suppression: {
            id: number;
            /** @description Masked; null: only a keyed hash is kept. */
            phone: string | null;
            scope: string;
            controller: string | null;
            reason: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            /** @description The receipt the person was given. */
            reference: string | null;
            list: string | null;
            liftedAt: string | null;
        };
        SuppressionReceipt: {
            reference: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
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
                /** @description The sentence in French. */
                fr?: string;
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
            task: number;
            /** @description Of the task: the lines with the reason in front, to correct and send again. */
            file: {
                id: string;
                name: string;
            };
        };
        Trunk: {
            id: string;
            label: string;
            /**
             * @description `practice`: rings nobody.
             * @enum {string}
             */
            kind: "practice" | "real";
            /** @description The practice carrier inside the program: no address to change. */
            builtIn: boolean;
            host: string;
            port: number;
            user: string | null;
            hasPassword: boolean;
            callsPerSecond: number;
            concurrentCalls: number;
            callerIds: {
                /** @description E.164. */
                number: string;
                shown: string;
                /** @description A number that automated calls may show (NPV). */
                automated: boolean;
            }[];
            price: components["schemas"]["PriceList"] | null;
            /** @description The private key is never shown. */
            profile: components["schemas"]["TrunkProfile"];
            hasPrivateKey: boolean;
            route: string | null;
            priority: number;
            weight: number;
            /** @description That call over it, or would. */
            campaigns: number;
            /** @description Of those: that may call now. */
            running: number;
        };
        TrunkProfile: {
            network: {
                /**
                 * @description How SIP travels; a request too long for UDP goes over TCP.
                 * @default udp
                 * @enum {string}
                 */
                transport: "udp" | "tcp" | "tls";
                /**
                 * @description RFC 3263: look for NAPTR and SRV when the host is a name and no port is said.
                 * @default true
                 */
                srv: boolean;
                /**
                 * @description Loose-routed before the host (RFC 3261 §16.12): `sip:proxy.example:5060;transport=tcp`.
                 * @default null
                 */
                outboundProxy: string | null;
                /**
                 * @description What we write in Contact and SDP when a NAT stands between; null: our own address.
                 * @default null
                 */
                publicAddress: (string) | null;
                /**
                 * @description Addresses beside those of the host from which the carrier sends us requests; all others are dropped.
                 * @default []
                 */
                peers: (string)[];
                tls: {
                    /**
                     * @description Whom we trust; null: the authorities of this machine.
                     * @default null
                     */
                    ca: string | null;
                    /**
                     * @description Ours, for carriers that want to know us (mutual TLS).
                     * @default null
                     */
                    certificate: string | null;
                    /**
                     * @description Of our certificate; never shown again.
                     * @default null
                     */
                    privateKey: string | null;
                    /**
                     * @description The name in the carrier’s certificate when it is not the host (RFC 5922 §7.2).
                     * @default null
                     */
                    serverName: string | null;
                };
            };
            numbers: {
                /**
                 * @description How the called number is written.
                 * @default e164
                 * @enum {string}
                 */
                called: "e164" | "digits" | "national" | "international";
                /**
                 * @description How the number shown is written.
                 * @default e164
                 * @enum {string}
                 */
                shown: "e164" | "digits" | "national" | "international";
                /**
                 * @description Dialled before the called number (`9`, an account code).
                 * @default
                 */
                prefix: string;
                /**
                 * @description `;user=phone` (RFC 3261 §19.1.1).
                 * @default false
                 */
                userPhone: boolean;
                /**
                 * @description Country code whose plan `national` means; +33 has the overseas codes with it.
                 * @default 33
                 */
                country: string;
                /**
                 * @description Before a national number: 0 in France, nothing in North America.
                 * @default 0
                 */
                nationalPrefix: string;
            };
            identity: {
                /**
                 * @description RFC 3325: in which header the number shown is asserted, beside From.
                 * @default none
                 * @enum {string}
                 */
                header: "none" | "pAssertedIdentity" | "pPreferredIdentity";
                /**
                 * @description Host of From and of the identity; null: the trunk’s.
                 * @default null
                 */
                domain: string | null;
                /**
                 * @description Some carriers want their account in From and the number in the identity header only.
                 * @default false
                 */
                fromIsUser: boolean;
                /**
                 * @description `Privacy: none` said in so many words (RFC 3323 §4.2). We never ask to be hidden.
                 * @default false
                 */
                sayPrivacyNone: boolean;
            };
            signalling: {
                /**
                 * @description Seconds between REGISTERs; null: the carrier knows our address.
                 * @default null
                 */
                registerEveryS: number | null;
                /**
                 * @description Seconds between OPTIONS; 0: none are sent.
                 * @default 30
                 */
                optionsEveryS: number;
                /**
                 * @description RFC 4028; null: not offered.
                 * @default null
                 */
                sessionExpiresS: number | null;
                /**
                 * @description RFC 3262.
                 * @default supported
                 * @enum {string}
                 */
                reliableProvisional: "off" | "supported" | "required";
                /**
                 * @description How many 3xx a call follows, to the same number only; 0: none.
                 * @default 3
                 */
                redirectsMax: number;
                /**
                 * @description Hosts beside the trunk’s own to which a call may be redirected.
                 * @default []
                 */
                redirectHosts: string[];
                /**
                 * @description Calls that ring us at once, counted apart from those we place; one more hears the engaged tone. 0: none.
                 * @default 30
                 */
                incomingCalls: number;
            };
            media: {
                /**
                 * @description A local RTP port a call, or few that all calls share: cheaper, for carriers that send from one address a call.
                 * @default perCall
                 * @enum {string}
                 */
                ports: "perCall" | "shared";
                /**
                 * @description `sdes`: RTP/SAVP with RFC 4568 keys, and nothing else.
                 * @default none
                 * @enum {string}
                 */
                protection: "none" | "sdes";
                /**
                 * @description How people’s keys come: RFC 4733 events, tones in the sound, or whichever comes.
                 * @default events
                 * @enum {string}
                 */
                keys: "events" | "inBand" | "both";
                /**
                 * @description Who carries the sound: this program, or the rtpengine that PORTEVOIX_RTPENGINE names (which tells no machine from a person: no voicemail is left on its trunks).
                 * @default embedded
                 * @enum {string}
                 */
                engine: "embedded" | "rtpengine";
            };
            answerers: {
                /**
                 * @description How sure one must be to call something a machine; null: as in the country.
                 * @default null
                 */
                machineConfidence: number | null;
                /**
                 * @description Milliseconds until who is not told from a machine is a person.
                 * @default null
                 */
                decideWithinMs: number | null;
                /**
                 * @description Milliseconds of silence that end a greeting.
                 * @default null
                 */
                quietAfterMs: number | null;
                /**
                 * @description Milliseconds: a shorter tone is no beep.
                 * @default null
                 */
                beepMs: number | null;
            };
            health: {
                /**
                 * @description The trunk is judged by its last calls: so many.
                 * @default 200
                 */
                callsJudged: number;
                /**
                 * @description Of calls that reached the network: fewer answered than this and the trunk stops (0: never).
                 * @default 0
                 */
                answerShareMin: number;
                /**
                 * @description Of all calls: more ended by the carrier’s own fault than this and the trunk stops.
                 * @default 0.5
                 */
                faultShareMax: number;
            };
        };
        TrunkProfileInput: {
            /** @default {} */
            network: {
                /**
                 * @description How SIP travels; a request too long for UDP goes over TCP.
                 * @default udp
                 * @enum {string}
                 */
                transport: "udp" | "tcp" | "tls";
                /**
                 * @description RFC 3263: look for NAPTR and SRV when the host is a name and no port is said.
                 * @default true
                 */
                srv: boolean;
                /**
                 * @description Loose-routed before the host (RFC 3261 §16.12): `sip:proxy.example:5060;transport=tcp`.
                 * @default null
                 */
                outboundProxy: string | null;
                /**
                 * @description What we write in Contact and SDP when a NAT stands between; null: our own address.
                 * @default null
                 */
                publicAddress: (string) | null;
                /**
                 * @description Addresses beside those of the host from which the carrier sends us requests; all others are dropped.
                 * @default []
                 */
                peers: (string)[];
                /** @default {} */
                tls: {
                    /**
                     * @description Whom we trust; null: the authorities of this machine.
                     * @default null
                     */
                    ca: string | null;
                    /**
                     * @description Ours, for carriers that want to know us (mutual TLS).
                     * @default null
                     */
                    certificate: string | null;
                    /**
                     * @description Of our certificate; never shown again.
                     * @default null
                     */
                    privateKey: string | null;
                    /**
                     * @description The name in the carrier’s certificate when it is not the host (RFC 5922 §7.2).
                     * @default null
                     */
                    serverName: string | null;
                };
            };
            /** @default {} */
            numbers: {
                /**
                 * @description How the called number is written.
                 * @default e164
                 * @enum {string}
                 */
                called: "e164" | "digits" | "national" | "international";
                /**
                 * @description How the number shown is written.
                 * @default e164
                 * @enum {string}
                 */
                shown: "e164" | "digits" | "national" | "international";
                /**
                 * @description Dialled before the called number (`9`, an account code).
                 * @default
                 */
                prefix: string;
                /**
                 * @description `;user=phone` (RFC 3261 §19.1.1).
                 * @default false
                 */
                userPhone: boolean;
                /**
                 * @description Country code whose plan `national` means; +33 has the overseas codes with it.
                 * @default 33
                 */
                country: string;
                /**
                 * @description Before a national number: 0 in France, nothing in North America.
                 * @default 0
                 */
                nationalPrefix: string;
            };
            /** @default {} */
            identity: {
                /**
                 * @description RFC 3325: in which header the number shown is asserted, beside From.
                 * @default none
                 * @enum {string}
                 */
                header: "none" | "pAssertedIdentity" | "pPreferredIdentity";
                /**
                 * @description Host of From and of the identity; null: the trunk’s.
                 * @default null
                 */
                domain: string | null;
                /**
                 * @description Some carriers want their account in From and the number in the identity header only.
                 * @default false
                 */
                fromIsUser: boolean;
                /**
                 * @description `Privacy: none` said in so many words (RFC 3323 §4.2). We never ask to be hidden.
                 * @default false
                 */
                sayPrivacyNone: boolean;
            };
            /** @default {} */
            signalling: {
                /**
                 * @description Seconds between REGISTERs; null: the carrier knows our address.
                 * @default null
                 */
                registerEveryS: number | null;
                /**
                 * @description Seconds between OPTIONS; 0: none are sent.
                 * @default 30
                 */
                optionsEveryS: number;
                /**
                 * @description RFC 4028; null: not offered.
                 * @default null
                 */
                sessionExpiresS: number | null;
                /**
                 * @description RFC 3262.
                 * @default supported
                 * @enum {string}
                 */
                reliableProvisional: "off" | "supported" | "required";
                /**
                 * @description How many 3xx a call follows, to the same number only; 0: none.
                 * @default 3
                 */
                redirectsMax: number;
                /**
                 * @description Hosts beside the trunk’s own to which a call may be redirected.
                 * @default []
                 */
                redirectHosts: string[];
                /**
                 * @description Calls that ring us at once, counted apart from those we place; one more hears the engaged tone. 0: none.
                 * @default 30
                 */
                incomingCalls: number;
            };
            /** @default {} */
            media: {
                /**
                 * @description A local RTP port a call, or few that all calls share: cheaper, for carriers that send from one address a call.
                 * @default perCall
                 * @enum {string}
                 */
                ports: "perCall" | "shared";
                /**
                 * @description `sdes`: RTP/SAVP with RFC 4568 keys, and nothing else.
                 * @default none
                 * @enum {string}
                 */
                protection: "none" | "sdes";
                /**
                 * @description How people’s keys come: RFC 4733 events, tones in the sound, or whichever comes.
                 * @default events
                 * @enum {string}
                 */
                keys: "events" | "inBand" | "both";
                /**
                 * @description Who carries the sound: this program, or the rtpengine that PORTEVOIX_RTPENGINE names (which tells no machine from a person: no voicemail is left on its trunks).
                 * @default embedded
                 * @enum {string}
                 */
                engine: "embedded" | "rtpengine";
            };
            /** @default {} */
            answerers: {
                /**
                 * @description How sure one must be to call something a machine; null: as in the country.
                 * @default null
                 */
                machineConfidence: number | null;
                /**
                 * @description Milliseconds until who is not told from a machine is a person.
                 * @default null
                 */
                decideWithinMs: number | null;
                /**
                 * @description Milliseconds of silence that end a greeting.
                 * @default null
                 */
                quietAfterMs: number | null;
                /**
                 * @description Milliseconds: a shorter tone is no beep.
                 * @default null
                 */
                beepMs: number | null;
            };
            /** @default {} */
            health: {
                /**
                 * @description The trunk is judged by its last calls: so many.
                 * @default 200
                 */
                callsJudged: number;
                /**
                 * @description Of calls that reached the network: fewer answered than this and the trunk stops (0: never).
                 * @default 0
                 */
                answerShareMin: number;
                /**
                 * @description Of all calls: more ended by the carrier’s own fault than this and the trunk stops.
                 * @default 0.5
                 */
                faultShareMax: number;
            };
        };
        Webhook: {
            id: number;
            url: string;
            kinds: string[];
            /** @description Told of the organisations below as well. */
            ofChildren: boolean;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            createdBy: string;
            /** @description Failed tries since the last that was taken. */
            failures: number;
            failingSince: string | null;
            enabled: boolean;
            disabledAt: string | null;
            disabledWhy: string | null;
        };
        WebhookDelivery: {
            /** @description The same at every try: a receiver that has it has had it. */
            id: number;
            kind: string;
            /** @description Where it happened: here, or below. */
            organisation: number;
            /**
             * Format: date-time
             * @description By the clock of the campaign: a practice one has its own.
             */
            happenedAt: string;
            about: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            state: "waiting" | "sending" | "delivered" | "failed";
            /** @description Of 9. */
            tries: number;
            nextTryAt: string | null;
            triedAt: string | null;
            /** @description Milliseconds of the last try. */
            tookMs: number | null;
            /** @description What the receiver answered; null: nothing. */
            status: number | null;
            trouble: string | null;
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
            /**
             * @description Of this one failure: the log of the server has a line with it.
             * @example PV-4F2A7K
             */
            id?: string;
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
                        /** @description true: nobody owns it yet, or it is being reset. */
                        open: boolean;
                        /** @description true: the organisation keeps its name unless you send another. */
                        isReset: boolean;
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
                    /**
                     * @description Required of the first owner; after a reset, null keeps it.
                     * @default null
                     */
                    organisationName?: string | null;
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
    getKey: {
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
                        name: string;
                        organisation: number;
                        scopes: components["schemas"]["Permission"][];
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
                            need: "realTrunk" | "ownPhone" | "dataProtectionOfficer" | "ownersHaveSecondFactor";
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
    listCampaigns: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
                state?: ("draft" | "ready" | "running" | "paused" | "completed" | "stopped")[];
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
                        items: components["schemas"]["CampaignLine"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createCampaign: {
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
                    name: string;
                    /** @description On whose behalf, exactly as the consents name them. */
                    controller: string;
                    /**
                     * @description Real calls only in an organisation that has left practice.
                     * @default true
                     */
                    practice?: boolean;
                    /**
                     * @description Key of a known election; null: none for now.
                     * @default null
                     */
                    election?: string | null;
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
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
    updateCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    controller?: string;
                    /** @enum {string} */
                    purpose?: "electoral" | "other";
                    /** @description A known one by its key, or one of your own; null: none concerns this campaign. */
                    election?: ({
                        known: string;
                    } | {
                        /**
                         * @default election
                         * @example présidentielle 2027
                         */
                        name?: string;
                        /**
                         * @default other
                         * @example presidential
                         * @enum {string}
                         */
                        kind?: "presidential" | "legislative" | "municipal" | "departmental" | "regional" | "european" | "other";
                        /** @description Rounds in order of time. */
                        rounds: {
                            /**
                             * Format: date
                             * @description Polling day where neither `scopes` nor `saturday` says another.
                             * @example 2027-04-18
                             */
                            pollDate: string;
                            /** @description Territories that vote on another day in this election (the Saturday before). */
                            saturday?: {
                                /**
                                 * Format: date
                                 * @example 2027-04-17
                                 */
                                pollDate: string;
                                /**
                                 * @example [
                                 *       "GP",
                                 *       "MQ",
                                 *       "GF",
                                 *       "BL",
                                 *       "MF",
                                 *       "PM",
                                 *       "PF",
                                 *       "ABROAD_AMERICAS"
                                 *     ]
                                 */
                                territories: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                            };
                            /** @description Who votes in this round on a day of their own: abroad, Polynésie, by-elections. Comes before `saturday`. */
                            scopes?: {
                                /**
                                 * @description Where the vote takes place, by beginnings of INSEE codes.
                                 * @example [
                                 *       "97209"
                                 *     ]
                                 */
                                inseePrefixes?: string[];
                                /**
                                 * @description Where the vote takes place, by territory: FR is the metropole; ABROAD and ABROAD_AMERICAS are the polling stations abroad, the second those of the American continent.
                                 * @example [
                                 *       "PF"
                                 *     ]
                                 */
                                territories?: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                                /**
                                 * Format: date
                                 * @example 2027-06-05
                                 */
                                pollDate: string;
                            }[];
                        }[];
                        /**
                         * @description Where the vote takes place, by beginnings of INSEE codes.
                         * @example [
                         *       "97209"
                         *     ]
                         */
                        inseePrefixes?: string[];
                        /**
                         * @description Where the vote takes place, by territory: FR is the metropole; ABROAD and ABROAD_AMERICAS are the polling stations abroad, the second those of the American continent.
                         * @example [
                         *       "PF"
                         *     ]
                         */
                        territories?: ("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "PM" | "BL" | "MF" | "NC" | "PF" | "WF" | "ABROAD" | "ABROAD_AMERICAS")[];
                        /**
                         * @description Beside the local silences keep one for the whole country: from 00:00 in Paris two days before the general polling day (a Friday) to 20:00 in Paris on it.
                         * @example true
                         */
                        nationalFreeze?: boolean;
                        /**
                         * @default announced
                         * @example announced
                         * @enum {string}
                         */
                        status?: "announced" | "decreed";
                    }) | null;
                    trunk?: string;
                    /** @description One of those of the trunk. */
                    callerId?: string;
                    startsAt?: string | null;
                    /**
                     * Format: date-time
                     * @description An instant, ISO 8601 in UTC.
                     */
                    deadline?: string;
                    hours?: {
                        /**
                         * @description Days of the week: 1 Monday … 7 Sunday.
                         * @example [
                         *       2,
                         *       4
                         *     ]
                         */
                        days: number[];
                        /**
                         * @description First minute in, local time.
                         * @example 10:00
                         */
                        from: string;
                        /**
                         * @description First minute out; `24:00` is the end of the day.
                         * @example 13:00
                         */
                        to: string;
                    }[] | null;
                    softStart?: components["schemas"]["SoftStartInput"] | null;
                    /**
                     * Format: date-time
                     * @description An instant, ISO 8601 in UTC.
                     */
                    practiceStart?: string;
                    ringTimeoutMs?: number;
                    maxTalkMs?: number;
                    retry?: components["schemas"]["RetryPolicyInput"];
                    /**
                     * @description Where a machine answers. ignore: nobody listens for it; hangUp: only people are spoken to; leaveVoicemail: the voicemail version is left, once a person.
                     * @enum {string}
                     */
                    answeringMachines?: "ignore" | "hangUp" | "leaveVoicemail";
                    voicemailsADayMax?: number | null;
                    budgetMicroEuro?: number | null;
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
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    copyCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
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
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listElections: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["KnownElection"][];
                        /** @description To come; no campaign can name them as long as their days are not known. */
                        undated: {
                            name: string;
                            when: string;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listPapers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                        items: components["schemas"]["Paper"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    declarePaper: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    part: "financialAgent";
                    name: string;
                } | {
                    /** @constant */
                    part: "payer";
                    name: string;
                } | {
                    /** @constant */
                    part: "sponsor";
                    name: string;
                    /** @enum {string} */
                    kind: "candidate" | "party" | "person" | "company" | "publicBody";
                    establishedIn: string;
                    controlledBy?: string;
                    controllerEstablishedIn?: string;
                    /** @description Where the money comes from. */
                    funding: string;
                    /** @description Where the paper is: a file name or a reference. */
                    reference?: string;
                    sha256?: string;
                    /**
                     * Format: uuid
                     * @description The paper itself, that has arrived: its name and hash are kept, the file is not.
                     */
                    upload?: string;
                } | {
                    /** @constant */
                    part: "processorContract";
                    /** @description Where the paper is: a file name or a reference. */
                    reference?: string;
                    sha256?: string;
                    /**
                     * Format: uuid
                     * @description The paper itself, that has arrived: its name and hash are kept, the file is not.
                     */
                    upload?: string;
                } | {
                    /** @constant */
                    part: "impactAssessment";
                    /** @description Where the paper is: a file name or a reference. */
                    reference?: string;
                    sha256?: string;
                    /**
                     * Format: uuid
                     * @description The paper itself, that has arrived: its name and hash are kept, the file is not.
                     */
                    upload?: string;
                } | {
                    /** @constant */
                    part: "numberMandate";
                    /** @description Where the paper is: a file name or a reference. */
                    reference?: string;
                    sha256?: string;
                    /**
                     * Format: uuid
                     * @description The paper itself, that has arrived: its name and hash are kept, the file is not.
                     */
                    upload?: string;
                } | {
                    /** @constant */
                    part: "reattestation";
                } | {
                    /** @constant */
                    part: "voiceCloning";
                    /** @description Where the paper is: a file name or a reference. */
                    reference?: string;
                    sha256?: string;
                    /**
                     * Format: uuid
                     * @description The paper itself, that has arrived: its name and hash are kept, the file is not.
                     */
                    upload?: string;
                } | {
                    /** @constant */
                    part: "callbackNumber";
                    number: string;
                } | {
                    /** @constant */
                    part: "spokenNumbers";
                    numbers: string[];
                } | {
                    /** @constant */
                    part: "rebate";
                    percent: number;
                    publicRule?: string;
                } | {
                    /** @constant */
                    part: "noticeUrl";
                    url: string;
                } | {
                    /** @constant */
                    part: "dataProtectionContact";
                    contact: string;
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
                        items: components["schemas"]["Paper"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    takeBackPaper: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
                part: "financialAgent" | "payer" | "sponsor" | "processorContract" | "impactAssessment" | "numberMandate" | "reattestation" | "voiceCloning" | "callbackNumber" | "spokenNumbers" | "rebate" | "noticeUrl" | "dataProtectionContact";
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
                        items: components["schemas"]["Paper"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getSchedule: {
        parameters: {
            query?: {
                from?: string;
                days?: number;
            };
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                        check: components["schemas"]["Check"] | null;
                        since: components["schemas"]["CampaignChange"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    startCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
    downloadCheck: {
        parameters: {
            query?: {
                language?: "fr" | "en";
            };
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/pdf": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    previewLaunch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["LaunchPreview"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    launchCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The count the person confirmed. */
                    people: number;
                    /** @description Of the recording the person heard. */
                    messageHash: string;
                    /** @description The first 200 calls leave at 2 a second; absent: as the campaign says. */
                    softStart?: boolean;
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
                        state: string;
                        targets: number;
                        /** @description What real calls would still be refused for. */
                        warning: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getRehearsal: {
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
                campaign: string;
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
                        items: components["schemas"]["StandIn"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                        counts: components["schemas"]["Rehearsal"] | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Millionths of a euro; null: no limit. */
                    budgetMicroEuro: number | null;
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
                        budgetMicroEuro: number | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getMessageDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    saveMessageScript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What is to be read aloud, in order. */
                    lines: {
                        /** @enum {string} */
                        role: "identity" | "objection" | "invitation" | "content" | "source" | "closing";
                        text: string;
                    }[];
                    /** @enum {string} */
                    voiceOrigin: "recorded" | "synthetic" | "cloned";
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    uploadRecording: {
        parameters: {
            query?: {
                /** @description For sentences. */
                name?: string;
                /** @description true: loudness and silence are left. */
                asItIs?: string;
                /** @description Only this segment (from 0) is recorded anew. */
                segment?: number;
            };
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                /** @description Which recording. */
                track: "call" | "voicemail" | "objectionConfirmed";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "audio/wav": unknown;
                "audio/x-wav": unknown;
                "audio/wave": unknown;
                "audio/vnd.wave": unknown;
                "audio/mpeg": unknown;
                "audio/mp3": unknown;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                /** @description Which recording. */
                track: "call" | "voicemail" | "objectionConfirmed";
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    takeSampleRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                track: "call" | "voicemail";
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setSegments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                /** @description Which recording. */
                track: "call" | "voicemail" | "objectionConfirmed";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the recording as you saw it. */
                    revision: number;
                    segments: components["schemas"]["DraftSegmentInput"][];
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    repairRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                /** @description Which recording. */
                track: "call" | "voicemail" | "objectionConfirmed";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the recording as you saw it. */
                    revision: number;
                    repair: components["schemas"]["MessageRepairInput"];
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    undoRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                /** @description Which recording. */
                track: "call" | "voicemail" | "objectionConfirmed";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the recording as you saw it. */
                    revision: number;
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    hearRecording: {
        parameters: {
            query?: {
                /** @description Tells players apart. */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                /** @description Which recording. */
                track: "call" | "voicemail" | "objectionConfirmed";
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
                    "audio/wav": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    hearShippedSound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                name: "invitation" | "goodbye" | "objectionConfirmed";
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
                    "audio/wav": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    reopenMessageVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                version: number;
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
                    "application/json": components["schemas"]["MessageDraft"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listMessageVersions: {
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
                campaign: string;
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
                        items: components["schemas"]["MessageVersion"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    makeMessageVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
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
                    "application/json": components["schemas"]["MessageVersion"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    hearMessageVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                version: number;
                /** @description live: gate, content and goodbye, as who listens to the end hears them. */
                heard: "live" | "voicemail" | "gate" | "content" | "closing" | "objectionConfirmed";
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
                    "audio/wav": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    reviewMessageVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of what you listened to. */
                    hash: string;
                    /** @enum {string} */
                    answer: "approved" | "returned" | "rejected";
                    /** @description Needed to return or to reject. */
                    reason?: string;
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
                    "application/json": components["schemas"]["MessageVersion"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listApprovalLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                version: number;
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
                        items: components["schemas"]["ApprovalLink"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    askApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                campaign: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
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
                        /** @description The page is /app/approve/TOKEN. */
                        token: string;
                        path: string;
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        expiresAt: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["Approval"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    hearApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
                /** @description live: gate, content and goodbye, as who listens to the end hears them. */
                heard: "live" | "voicemail" | "gate" | "content" | "closing" | "objectionConfirmed";
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
                    "audio/wav": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    answerApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of what you listened to. */
                    hash: string;
                    /** @enum {string} */
                    answer: "approved" | "returned" | "rejected";
                    /** @description Whoever answers for it signs with it. */
                    name: string;
                    /** Format: email */
                    email?: string;
                    /** @description Needed to return or to reject. */
                    reason?: string;
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
                    "application/json": components["schemas"]["Approval"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    ringForApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whoever answers for it signs with it. */
                    name: string;
                    /** Format: email */
                    email: string;
                    number: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        call: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getApprovalCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
                call: string;
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
                        /** @enum {string} */
                        state: "ringing" | "hearing" | "choosing" | "storing" | "ended";
                        ended: ("approved" | "returned" | "noAnswer" | "notHeard" | "noKey" | "notStored") | null;
                    };
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
    listSuppressions: {
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
                        items: components["schemas"]["Suppression"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    addSuppression: {
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
                    number: string;
                    /**
                     * @description How far it reaches: this team, one candidate, everybody.
                     * @default organisation
                     * @enum {string}
                     */
                    scope?: "organisation" | "controller" | "platform";
                    controller?: string;
                    /** @description How they said it. */
                    why: string;
                    /**
                     * @description Not said by the person themselves.
                     * @default false
                     */
                    thirdParty?: boolean;
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
                    "application/json": components["schemas"]["SuppressionReceipt"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    summariseSuppressions: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description At most 10000 are counted. */
                        lastDay: number;
                        lists: {
                            name: string;
                            holder: string;
                            dated: string;
                            scope: string;
                            controller: string | null;
                            /** @enum {string} */
                            kept: "clear" | "hashed";
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            importedAt: string;
                            rowsRead: number;
                            entries: number;
                            alreadyThere: number;
                            rejected: number;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    findSuppression: {
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
                "application/json": {
                    number: string;
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
                        phone: string;
                        entries: {
                            scope: string;
                            controller: string | null;
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            at: string;
                            reason: string;
                            reference: string | null;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    liftSuppression: {
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
                "application/json": {
                    number: string;
                    /** @description code:PV-7K3M-92QD, a request proved by a code; or letter:SHA-256 of its scan. */
                    proof?: string;
                    /**
                     * Format: uuid
                     * @description An upload: the scan of their signed letter.
                     */
                    letter?: string;
                    /**
                     * @description How far it reaches: this team, one candidate, everybody.
                     * @enum {string}
                     */
                    scope?: "organisation" | "controller" | "platform";
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
                    "application/json": components["schemas"]["LiftReceipt"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    importSuppressionList: {
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
                    /** Format: uuid */
                    upload: string;
                    name: string;
                    /**
                     * @description How far it reaches: this team, one candidate, everybody.
                     * @default organisation
                     * @enum {string}
                     */
                    scope?: "organisation" | "controller" | "platform";
                    /** @description Who keeps the list. */
                    holder: string;
                    /**
                     * Format: date
                     * @description Of which day it is.
                     */
                    dated: string;
                    controller?: string;
                    /**
                     * @description Numbers, or keyed hashes.
                     * @default clear
                     * @enum {string}
                     */
                    kept?: "clear" | "hashed";
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
    exportSuppressions: {
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
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description "own": what came to us ourselves.
                     * @default own
                     */
                    list?: string;
                    /** @default false */
                    hashed?: boolean;
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
    listRightsRequests: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
                /** @description Only open ones. */
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
                        items: components["schemas"]["RightsRequest"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    openRightsRequest: {
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
                    /** @enum {string} */
                    kind: "access" | "correct" | "export" | "erase" | "object" | "complain";
                    words?: string;
                    /** @description This, or a contact. */
                    number?: string;
                    contact?: number;
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
                        reference: string;
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        dueAt: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getRightsRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                reference: string;
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
                    "application/json": components["schemas"]["RightsRequestFile"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    revealRequester: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                reference: string;
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
                        number: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    answerRightsRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "answered" | "refused";
                    /** @description What the person reads. */
                    text: string;
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
                    "application/json": components["schemas"]["RightsRequest"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
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
                        reference: string;
                        /** @description Rows erased, by table. */
                        rows: {
                            [key: string]: number;
                        };
                        /** @description The receipt that keeps them from being called. */
                        objection: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getRightsLetter: {
        parameters: {
            query?: {
                language?: "fr" | "en";
                as?: "pdf" | "json";
            };
            header?: never;
            path: {
                organisation: number;
                reference: string;
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
                    "application/pdf": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    verifyLedger: {
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
    prepareEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
    listContacts: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
                name?: string;
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
                        items: components["schemas"]["Contact"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    findNumber: {
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
                "application/json": {
                    /** @description As people write it: 06 39 98 12 34. */
                    number: string;
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
                    "application/json": components["schemas"]["ContactFile"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getContact: {
        parameters: {
            query?: {
                /** @description Judged for this campaign. */
                campaign?: string;
            };
            header?: never;
            path: {
                organisation: number;
                contact: number;
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
                    "application/json": components["schemas"]["ContactFile"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    correctContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                contact: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lastName?: string;
                    firstName?: string;
                    commune?: string;
                    postcode?: string;
                    insee?: string;
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
                    "application/json": components["schemas"]["Contact"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listDecisions: {
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
                contact: number;
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
                        items: components["schemas"]["Decision"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    revealNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                contact: number;
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
                        number: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    objectForContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisation: number;
                contact: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How they said it. */
                    why: string;
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
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getContactLetter: {
        parameters: {
            query?: {
                language?: "fr" | "en";
            };
            header?: never;
            path: {
                organisation: number;
                contact: number;
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
                    "application/pdf": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["Audience"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Selection"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audience"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    countAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Selection"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceCounts"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    findPlaces: {
        parameters: {
            query: {
                text: string;
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
                        items: {
                            /** @enum {string} */
                            is: "departement" | "commune" | "territory" | "postcode";
                            code: string;
                            name: string;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listPlaceTables: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PlaceTable"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    addPlaceTable: {
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
                "application/json": {
                    /** Format: uuid */
                    upload: string;
                    name: string;
                    /** @description Who publishes it. */
                    holder: string;
                    /**
                     * Format: date
                     * @description Of which day it is.
                     */
                    dated: string;
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
                    "application/json": {
                        /** @description false: this very file is there already. */
                        added: boolean;
                        communes: number;
                        figures: string[];
                        /** @description Communes of so few people that the figure is nearly theirs. */
                        tooSmall: number;
                        /** @description Codes of no commune of today. */
                        unknown: number;
                        /** @description Columns without figures. */
                        ignored: string[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getListening: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["Listening"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    ringBrowser: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What is heard: answering, on a voicemail, or ringing back.
                     * @default live
                     * @enum {string}
                     */
                    version?: "live" | "voicemail" | "callback";
                    /** @description SDP with audio in G.711; null: the page plays the recordings by itself. */
                    sdpOffer: string | null;
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
                    "application/json": components["schemas"]["BrowserCall"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    answerBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                call: string;
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
    pressBrowserKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                call: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    key: "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#" | "A" | "B" | "C" | "D";
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
    followBrowserCall: {
        parameters: {
            query?: {
                /** @description Only events with a greater id. */
                after?: number;
            };
            header?: never;
            path: {
                organisation: number;
                call: string;
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
                    "application/x-ndjson": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    hangUpBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                call: string;
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
    getBrowserCallClip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                call: string;
                clip: string;
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
                    "audio/wav": unknown;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getLive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["LiveSnapshot"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["LiveSnapshot"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description In your own words; shown beside the move. */
                    why?: string;
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
                    "application/json": components["schemas"]["LiveSnapshot"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    stopCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description In your own words; shown beside the move. */
                    why?: string;
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
                    "application/json": components["schemas"]["LiveSnapshot"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cutCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                        /** @description How many were in progress. */
                        calls: number;
                        live: components["schemas"]["LiveSnapshot"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setPracticeClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description An instant, ISO 8601 in UTC.
                     */
                    to: string;
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
                    "application/json": components["schemas"]["LiveSnapshot"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["Report"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listReportAttempts: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
                outcome?: "heardToEnd" | "heardPart" | "notListened" | "hungUpAtGate" | "objected" | "voicemailLeft" | "voicemailCut" | "mailboxFull" | "answeredByMachine" | "screened" | "fax" | "busy" | "noAnswer" | "declined" | "unreachable" | "unallocated" | "redirected" | "rejectedByCarrier" | "congestion" | "carrierFault" | "mediaLost" | "notPlaced" | "stopped" | "internalError" | "unknown";
                /** @description Outcomes as they are drawn together. */
                group?: "heardToEnd" | "heardInPart" | "notChosen" | "voicemail" | "noAnswer" | "objection" | "fault";
            };
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                        items: components["schemas"]["ReportAttempt"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listReportPeople: {
        parameters: {
            query: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
                group: "reached" | "notReached" | "refused" | "waiting" | "reachedOnOtherNumber" | "notPlaced";
            };
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                        items: components["schemas"]["ReportPerson"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listRingBacks: {
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
                campaign: string;
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
                        items: components["schemas"]["RingBack"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    exportReport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    format: "csv" | "xlsx" | "pdf";
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
    getAnswerers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["AnswererFigures"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listAnswerersToLabel: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                organisation: number;
                campaign: string;
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
                    "application/json": components["schemas"]["AnswererSample"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    drawAnswerers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each thing to create: the request may then be repeated safely. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisation: number;
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: never;
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
                        /** @description So that 20 of each verdict wait; 0: they do already. */
                        drawn: number;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    labelAnswerer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
                attempt: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What a person says it was; cannotTell: what is known of the call does not tell.
                     * @enum {string}
                     */
                    label: "human" | "machine" | "screening" | "fax" | "cannotTell";
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
                    "application/json": components["schemas"]["AnswererHeard"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    unlabelAnswerer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: number;
                campaign: string;
                attempt: string;
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
    listTrunks: {
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
                        items: components["schemas"]["Trunk"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createTrunk: {
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
                    /** @description How you call it. */
                    label: string;
                    host: string;
                    /** @default 5060 */
                    port?: number;
                    user?: string;
                    password?: string;
                    callsPerSecond: number;
                    concurrentCalls: number;
                    /**
                     * @description Numbers to show.
                     * @default []
                     */
                    callerIds?: string[];
                    /** @default null */
                    price?: components["schemas"]["PriceListInput"] | null;
                    /** @description How this operator wants to be spoken to; what is left out takes its default. */
                    profile?: components["schemas"]["TrunkProfileInput"];
                    /**
                     * @description Trunks of one route carry each other’s calls; null: a trunk by itself.
                     * @default null
                     */
                    route?: string | null;
                    /**
                     * @description The lowest is called over first.
                     * @default 10
                     */
                    priority?: number;
                    /**
                     * @description Share among equals.
                     * @default 10
                     */
                    weight?: number;
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
                    "application/json": components["schemas"]["Trunk"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeTrunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                trunk: string;
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
    updateTrunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                trunk: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description How you call it. */
                    label?: string;
                    host?: string;
                    port?: number;
                    /** @description Empty: none. */
                    user?: string;
                    /** @description Absent: stays as it is. Empty: none. */
                    password?: string;
                    callsPerSecond?: number;
                    concurrentCalls?: number;
                    /** @description Numbers to show. */
                    callerIds?: string[];
                    price?: components["schemas"]["PriceListInput"] | null;
                    /** @description Replaces the whole profile; a private key left out stays with its certificate. */
                    profile?: components["schemas"]["TrunkProfileInput"];
                    /** @description Trunks of one route carry each other’s calls; null: a trunk by itself. */
                    route?: string | null;
                    /** @description The lowest is called over first. */
                    priority?: number;
                    /** @description Share among equals. */
                    weight?: number;
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
                    "application/json": components["schemas"]["Trunk"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    testTrunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                trunk: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Id of an own phone; in practice one is made up. */
                    phone?: string;
                    /** @description The number to show; else the first one. */
                    callerId?: string;
                };
            };
        };
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
    listOwnPhones: {
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
                        items: components["schemas"]["OwnPhone"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    addOwnPhone: {
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
                    number: string;
                    label: string;
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
                    "application/json": components["schemas"]["OwnPhone"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeOwnPhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                phone: string;
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
    listWebhooks: {
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
                        items: components["schemas"]["Webhook"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createWebhook: {
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
                    /** @description HTTPS; in practice also this machine. */
                    url: string;
                    /** @description What it is told of. */
                    kinds: ("attempt.ended" | "objection.recorded" | "campaign.moved" | "rights.opened" | "ringBack.ended")[];
                    /** @description Tell it of what happens in the organisations below, too. */
                    ofChildren?: boolean;
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
                        /** @description Verifies signatures (docs/webhooks.md); shown this once. */
                        secret: string;
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                webhook: number;
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
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                webhook: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description HTTPS; in practice also this machine. */
                    url?: string;
                    /** @description What it is told of. */
                    kinds?: ("attempt.ended" | "objection.recorded" | "campaign.moved" | "rights.opened" | "ringBack.ended")[];
                    /** @description Tell it of what happens in the organisations below, too. */
                    ofChildren?: boolean;
                    enabled?: boolean;
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
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    renewWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                webhook: number;
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
                        /** @description Verifies signatures (docs/webhooks.md); shown this once. */
                        secret: string;
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                webhook: number;
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
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description The `next` of the page before; absent: the first page. */
                after?: string;
                state?: "waiting" | "sending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                webhook: number;
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
                        items: components["schemas"]["WebhookDelivery"][];
                        /** @description What to give as `after`; null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the organisation. */
                organisation: number;
                webhook: number;
                delivery: number;
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
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
}
