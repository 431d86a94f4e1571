/** Sends a file by tus: a connection that breaks is tried again, a page that was left goes on with the same file. */
import { Upload } from 'tus-js-client'
import { apiBase, ownHeaders } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'

export interface Sending {
  readonly sent: number
  readonly total: number
  /** Its id once all of it has arrived. */
  readonly upload: string | null
  readonly error: unknown
}

interface SentUpload {
  readonly done: Promise<string>
  readonly stop: () => void
}

/** Half a minute without a connection is no reason to give up. */
const retryDelays = [0, 500, 1000, 3000, 5000, 10_000, 15_000]

export function sendUpload(
  organisation: number,
  file: File,
  tell: (sending: Sending) => void = () => undefined,
): SentUpload {
  let state: Sending = { sent: 0, total: file.size, upload: null, error: null }
  const say = (change: Partial<Sending>): void => {
    state = { ...state, ...change }
    tell(state)
  }
  let upload: Upload | undefined
  const done = new Promise<string>((resolve, reject) => {
    const sending = new Upload(file, {
      endpoint: `${apiBase}/organisations/${organisation}/uploads`,
      headers: ownHeaders(),
      metadata: { filename: file.name },
      removeFingerprintOnSuccess: true,
      retryDelays,
      onProgress: (sent) => say({ sent }),
      onSuccess: () => {
        const id = (sending.url ?? '').slice(-36)
        say({ sent: file.size, upload: id })
        resolve(id)
      },
      onError: (error) => {
        const problem = problemIn(error)
        say({ error: problem })
        reject(problem)
      },
    })
    upload = sending
    void sending.findPreviousUploads().then(([before]) => {
      if (before) sending.resumeFromPreviousUpload(before)
      sending.start()
    })
  })
  say({})
  return { done, stop: () => void upload?.abort() }
}

function problemIn(error: unknown): ApiProblem {
  const { originalResponse } = error as {
    readonly originalResponse?: { getStatus(): number; getBody(): string } | null
  }
  if (!originalResponse) return new ApiProblem(0, { detail: String(error) })
  const body = originalResponse.getBody()
  try {
    return new ApiProblem(originalResponse.getStatus(), JSON.parse(body) as Record<string, unknown>)
  } catch (thrown) {
    console.warn(`no problem+json: ${String(thrown)}`)
    return new ApiProblem(originalResponse.getStatus(), { detail: body })
  }
}
