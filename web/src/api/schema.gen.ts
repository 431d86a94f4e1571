// Generated from docs/openapi.json by scripts/openapi.ts.
export interface paths {
  '/organisations/{organisation}/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Live events: `campaign`, `live`, `task`, `changed`; `resync` when what was missed is no longer known.
     * @description Needs the permission `campaign.read`.
     */
    get: operations['streamEvents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/organisations/{organisation}/tasks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Tasks of the organisation that you may see, the newest first.
     * @description Needs the permission `campaign.read`.
     */
    get: operations['listTasks']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/organisations/{organisation}/tasks/{task}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * One task: how far it is, how it ended, the files it made.
     * @description Needs the permission `campaign.read`.
     */
    get: operations['getTask']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/organisations/{organisation}/tasks/{task}/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Stops a task; what it had begun is undone. One that has ended stays as it is.
     * @description Needs the permission `campaign.read`.
     */
    post: operations['cancelTask']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/organisations/{organisation}/tasks/{task}/files/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * A file the task made.
     * @description Needs the permission `campaign.read`.
     */
    get: operations['getTaskFile']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    Task: {
      id: number
      /** @description What is done: import, export, … */
      kind: string
      /** @description What it is about: the id of a campaign, of an upload. */
      subject: string | null
      /** @description Who asked for it. */
      by: string
      /** @enum {string} */
      state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
      cancelAsked: boolean
      done: number
      /** @description null while nobody knows. */
      total: number | null
      /** @description What done and total count: rows, bytes, people. */
      unit: string
      /** @description Units per second, lately. */
      rate: number | null
      /** @description Milliseconds it still takes, as the rate suggests. */
      leftMs: number | null
      /**
       * Format: date-time
       * @description An instant, ISO 8601 in UTC.
       */
      createdAt: string
      startedAt: string | null
      endedAt: string | null
      /** @description What it found; its form is that of the kind. */
      result: unknown
      failure: {
        /** @enum {string} */
        code:
          | 'usage'
          | 'notFound'
          | 'badInput'
          | 'refused'
          | 'wrongState'
          | 'store'
          | 'carrier'
          | 'busy'
          | 'system'
          | 'brokenChain'
          | 'unauthenticated'
          | 'forbidden'
          | 'conflict'
          | 'tooMany'
          | 'tooLarge'
          | 'wrongType'
          | 'internal'
        sentence: string
        measured?: string
        limit?: string
      } | null
      files: {
        /** Format: uuid */
        id: string
        name: string
        type: string
        /** @description Size. */
        bytes: number
      }[]
    }
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
      type: string
      title: string
      status: number
      /** @description One sentence that says what to do. */
      detail: string
      /** @enum {string} */
      code:
        | 'usage'
        | 'notFound'
        | 'badInput'
        | 'refused'
        | 'wrongState'
        | 'store'
        | 'carrier'
        | 'busy'
        | 'system'
        | 'brokenChain'
        | 'unauthenticated'
        | 'forbidden'
        | 'conflict'
        | 'tooMany'
        | 'tooLarge'
        | 'wrongType'
        | 'internal'
      measured?: string
      limit?: string
      fields?: {
        field: string
        sentence: string
      }[]
    }
  }
  responses: {
    /** @description What went wrong, in a sentence that says what to do. */
    Problem: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
  }
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  streamEvents: {
    parameters: {
      query?: {
        /** @description `tree`: the organisations below it too, for a provider. */
        reach?: 'own' | 'tree'
        /** @description As the header Last-Event-ID, for who cannot set one. */
        lastEventId?: number
      }
      header?: never
      path: {
        /** @description Number of the organisation. */
        organisation: number
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A stream. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': string
        }
      }
      '4XX': components['responses']['Problem']
      '5XX': components['responses']['Problem']
    }
  }
  listTasks: {
    parameters: {
      query?: {
        /** @description How many items at most. */
        limit?: number
        /** @description The `next` of the page before; absent: the first page. */
        after?: string
        kind?: string
        /** @description Those about this campaign, upload, … */
        subject?: string
        /** @description true: only those that wait or run. */
        open?: string
      }
      header?: never
      path: {
        organisation: number
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            items: components['schemas']['Task'][]
            /** @description What to give as `after`; null: this was the last page. */
            next: string | null
          }
        }
      }
      '4XX': components['responses']['Problem']
      '5XX': components['responses']['Problem']
    }
  }
  getTask: {
    parameters: {
      query?: never
      header?: never
      path: {
        organisation: number
        task: number
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Task']
        }
      }
      '4XX': components['responses']['Problem']
      '5XX': components['responses']['Problem']
    }
  }
  cancelTask: {
    parameters: {
      query?: never
      header?: never
      path: {
        organisation: number
        task: number
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Task']
        }
      }
      '4XX': components['responses']['Problem']
      '5XX': components['responses']['Problem']
    }
  }
  getTaskFile: {
    parameters: {
      query?: never
      header?: never
      path: {
        organisation: number
        task: number
        file: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A stream. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/octet-stream': unknown
        }
      }
      '4XX': components['responses']['Problem']
      '5XX': components['responses']['Problem']
    }
  }
}
