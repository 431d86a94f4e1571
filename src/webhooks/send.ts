/** One try of one delivery: a POST that follows no redirect, waits for so long, and reads so much. */
import http from 'node:http'
import https from 'node:https'
import type { EpochMs, Ms } from '../base/units.ts'
import { seconds } from '../base/units.ts'
import { type AddressRules, lookupWithin, readAddress } from './address.ts'
import { signatureHeader, signatureOf } from './signature.ts'

export interface Posted {
  /** null: nobody answered. */
  readonly status: number | null
  /** One sentence; null: delivered. */
  readonly trouble: string | null
}

export interface Post {
  readonly url: string
  readonly secret: string
  readonly delivery: number
  readonly kind: string
  readonly body: string
}

export const answerWithin: Ms = seconds(10)
/** Of an answer nothing is kept; a receiver that sends more is cut off. In bytes. */
export const answerBytesMax = 64 * 1024

export async function post(
  { url, secret, delivery, kind, body }: Post,
  rules: AddressRules,
  now: EpochMs,
): Promise<Posted> {
  let address: URL
  try {
    address = readAddress(url, rules)
  } catch (error) {
    return { status: null, trouble: (error as Error).message }
  }
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Portevoix-Webhook/1',
    'portevoix-delivery': String(delivery),
    'portevoix-kind': kind,
    [signatureHeader]: signatureOf(secret, body, now),
  }
  return exchange(address, { headers, body, rules })
}

interface Exchange {
  readonly headers: http.OutgoingHttpHeaders
  readonly body: string
  readonly rules: AddressRules
}

function exchange(address: URL, { headers, body, rules }: Exchange): Promise<Posted> {
  const client = address.protocol === 'https:' ? https : http
  return new Promise((resolve) => {
    const request = client.request(address, {
      ...{ method: 'POST', headers, agent: false },
      lookup: lookupWithin(rules),
      signal: AbortSignal.timeout(answerWithin),
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ status: null, trouble: troubleOf(error) })
    })
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > answerBytesMax) response.destroy()
      })
      response.on('error', () => undefined)
      response.on('close', () => resolve({ status, trouble: troubleOfStatus(status) }))
    })
    request.end(body)
  })
}

function troubleOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) {
    return `The receiver sends elsewhere (${status}): give the final address; no redirect is followed.`
  }
  return `The receiver answered ${status}; a delivery is taken with 2xx.`
}

function troubleOf({ code, name, message }: NodeJS.ErrnoException): string {
  if (name === 'TimeoutError' || name === 'AbortError') {
    return `The receiver did not answer within ${answerWithin / 1000} s.`
  }
  const known = code === undefined ? undefined : troubles[code]
  if (known) return known
  if (/certificate|self.signed|altname/i.test(message)) {
    return 'The certificate of the receiver is not valid: renew it.'
  }
  return `The receiver could not be reached (${code ?? name}).`
}

const troubles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody listens at this address: start the receiver.',
  ENOTFOUND: 'This name does not exist: correct the address.',
  EAI_AGAIN: 'The name of the receiver could not be looked up just now.',
  ECONNRESET: 'The receiver broke the connection off.',
  EPRIVATE: 'This name leads into a private network, where nothing is sent.',
}
