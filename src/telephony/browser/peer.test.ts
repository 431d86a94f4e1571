/** Real sockets on 127.0.0.1, with werift itself in the browser's place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
} from 'werift'
import { heardClips, heardMessage, heardSettings } from '../../../test/support/browserCalls.ts'
import { steadyNow } from '../../base/clock.ts'
import type { CampaignId } from '../../base/ids.ts'
import { heardVersion, type ListenEvent } from '../../call/listening.ts'
import { timeoutAlarm } from '../wakeUps.ts'
import { type ListenDesk, openListenDesk } from './listenDesk.ts'
import { browserPorts, openPeer } from './peer.ts'

const format = (mimeType: string, payloadType: number) =>
  new RTCRtpCodecParameters({ mimeType, payloadType, clockRate: 8000, channels: 1 })

const openDesk = (): ListenDesk =>
  openListenDesk({ now: steadyNow, alarm: timeoutAlarm(steadyNow) })

/** Rings, connects, takes the call, hears some packets; `work` may let the browser speak. */
async function oneCall(
  desk: ListenDesk,
  work: (call: string, speak: () => void) => Promise<void>,
): Promise<readonly ListenEvent[]> {
  const browser = new RTCPeerConnection({
    ...{ iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'] },
    codecs: { audio: [format('audio/PCMA', 8), format('audio/telephone-event', 101)], video: [] },
  })
  try {
    const track = new MediaStreamTrack({ kind: 'audio' })
    browser.addTransceiver(track, { direction: 'sendrecv' })
    let packets = 0
    browser.onTrack.subscribe((track) =>
      track.onReceiveRtp.subscribe(() => {
        packets += 1
      }),
    )
    const connected = browser.connectionStateChange.watch((state) => state === 'connected', 5000)
    await browser.setLocalDescription(await browser.createOffer())
    const version = heardVersion(heardMessage, 'live') ?? assert.fail()
    const { call, sdpAnswer } = await desk.ring({
      ...{ organisation: 1, campaign: 'c' as CampaignId, version },
      ...{ clips: heardClips, settings: heardSettings },
      ...{ offer: browser.localDescription?.sdp ?? null, address: '127.0.0.1' },
    })
    const told: ListenEvent[] = []
    const following = desk.follow(1, call, 0, ({ event }) => told.push(event))
    await browser.setRemoteDescription({ type: 'answer', sdp: sdpAnswer ?? '' })
    await connected
    desk.answer(1, call)
    while (packets < 2) await setTimeout(10)
    await work(call, () => sendFrame(track))
    following.end()
    return told
  } finally {
    await browser.close()
  }
}

function sendFrame(track: MediaStreamTrack): void {
  const header = new RtpHeader({ payloadType: 8, sequenceNumber: 1, timestamp: 8000 })
  track.writeRtp(new RtpPacket(header, Buffer.alloc(160, 0xd5)))
}

test('browser peer: sound over real sockets, both ways', async () => {
  let heard = 0
  const desk = openListenDesk({
    ...{ now: steadyNow, alarm: timeoutAlarm(steadyNow) },
    openPeer: ({ listener, ...options }) =>
      openPeer({
        ...options,
        listener: {
          ...listener,
          heard() {
            heard += 1
          },
        },
      }),
  })
  const told = await oneCall(desk, async (call, speak) => {
    speak()
    await setTimeout(200)
    const lateness = desk.lateness(call) ?? assert.fail('the call is up')
    assert.ok(lateness.packets >= 8)
    desk.leave(1, call)
  })
  const first = told.find((event) => event.is === 'firstSound')
  assert.ok(first && first.afterMs < 100, `first sound after ${first?.afterMs} ms`)
  assert.equal(heard, 1)
  assert.equal(told.at(-1)?.is, 'ended')
  await desk.close()
})

test('browser peer: the answer names one candidate, inside the bounded ports', async () => {
  const desk = openDesk()
  const browser = new RTCPeerConnection({
    ...{ iceServers: [], codecs: { audio: [format('audio/PCMU', 0)], video: [] } },
  })
  browser.addTransceiver('audio', { direction: 'recvonly' })
  await browser.setLocalDescription(await browser.createOffer())
  const version = heardVersion(heardMessage, 'live') ?? assert.fail()
  const { sdpAnswer } = await desk.ring({
    ...{ organisation: 1, campaign: 'c' as CampaignId, version },
    ...{ clips: heardClips, settings: heardSettings },
    ...{ offer: browser.localDescription?.sdp ?? null, address: '127.0.0.1' },
  })
  const candidates = (sdpAnswer ?? '').match(/^a=candidate:.*$/gm) ?? []
  const [, port] = /127\.0\.0\.1 (\d+) typ host/.exec(candidates[0] ?? '') ?? []
  assert.equal(candidates.length, 1)
  assert.ok(Number(port) >= browserPorts.from && Number(port) <= browserPorts.to)
  await browser.close()
  await desk.close()
})

test('browser peer: fifty calls leave neither memory nor sockets behind', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const desk = openDesk()
  const call = (): Promise<unknown> => oneCall(desk, async (id) => desk.leave(1, id))
  const usedAfter = async (calls: number): Promise<number> => {
    for (let i = 0; i < calls; i += 1) await call()
    // Longer than the tail of the last call.
    await setTimeout(500)
    collect()
    return process.memoryUsage().heapUsed
  }
  const sockets = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length
  const before = await usedAfter(10)
  const opened = sockets()
  const grown = (await usedAfter(50)) - before
  assert.equal(desk.count, 0)
  assert.ok(sockets() <= opened, 'a socket stays open')
  // Told events are kept for a minute: 20 kB a call. Recordings alone would be 200 kB a call.
  assert.ok(grown < 50 * 60_000, `${Math.round(grown / 1000)} kB more after 50 calls`)
  await desk.close()
})
