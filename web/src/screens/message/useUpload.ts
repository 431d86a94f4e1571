/** Sends a recording, and says how far it is: XMLHttpRequest is what tells. */
import { useState } from 'react'
import { apiBase, ownHeaders } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'
import { type MessageDraft, type Track, useDraftActs, useHere } from './useMessage.ts'

export interface Upload {
  /** null: nothing is under way; 1: it was sent and is being read. */
  readonly share: number | null
  readonly problem: ApiProblem | null
  send(file: Blob, name: string, segment?: number): Promise<boolean>
}

export function useUpload(track: Track): Upload {
  const here = useHere()
  const { keep } = useDraftActs()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const send: Upload['send'] = async (file, name, segment) => {
    setProblem(null)
    setShare(0)
    const query = new URLSearchParams({
      name: name.slice(0, 120) || 'recording',
      ...(segment === undefined ? {} : { segment: String(segment) }),
    })
    const { organisation, campaign } = here
    const url = `${apiBase}/organisations/${organisation}/campaigns/${encodeURIComponent(campaign)}/message/recordings/${track}?${query}`
    try {
      keep(await sent(url, file, setShare))
      return true
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, {}))
      return false
    } finally {
      setShare(null)
    }
  }
  return { share, problem, send }
}

/** By its name where the browser knows no type. */
const typeOf = (file: Blob): string => {
  if (/^audio\/(mpeg|mp3)$/.test(file.type)) return 'audio/mpeg'
  return file instanceof File && /\.mp3$/i.test(file.name) ? 'audio/mpeg' : 'audio/wav'
}

function sent(url: string, file: Blob, onShare: (share: number) => void): Promise<MessageDraft> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('content-type', typeOf(file))
    for (const [name, value] of Object.entries(ownHeaders())) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0)
    request.upload.onload = () => onShare(1)
    request.onerror = () => reject(new ApiProblem(0, {}))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as MessageDraft)
      else
        reject(new ApiProblem(request.status, (request.response ?? {}) as Record<string, unknown>))
    }
    request.send(file)
  })
}
