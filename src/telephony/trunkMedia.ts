/** The media engine for some trunks: the embedded one, rtpengine, or both behind one, as their profiles say. */
import { Failure } from '../base/failure.ts'
import type { RtpengineSetting } from '../base/rtpengineSetting.ts'
import type { Trunk } from '../call/trunk.ts'
import { openMediaEngine } from './media.ts'
import type { EngineName, MediaEngine } from './mediaEngine.ts'
import { openRtpengineMedia } from './rtpengine/rtpengineMedia.ts'
import { spreadMedia } from './rtpengine/spreadMedia.ts'

export interface TrunkMediaSetting {
  /** Of the embedded engine. */
  readonly media: 'native' | 'dgram'
  /** Absent: no trunk may want it. */
  readonly rtpengine?: RtpengineSetting
}

export async function openTrunkMedia(
  trunks: readonly Pick<Trunk, 'profile'>[],
  { media, rtpengine }: TrunkMediaSetting,
  remark: (sentence: string) => void,
): Promise<MediaEngine> {
  const wanted = new Set<EngineName>(trunks.map(({ profile }) => profile.media.engine))
  const embedded = () =>
    openMediaEngine({ ...(media === 'dgram' ? { backend: 'dgram' } : {}), remark })
  if (!wanted.has('rtpengine')) return embedded()
  if (!rtpengine) {
    throw new Failure(
      'usage',
      'A trunk has its sound carried by rtpengine, and none is named: set PORTEVOIX_RTPENGINE=host:port.',
    )
  }
  const outside = await openRtpengineMedia({ ...rtpengine, remark })
  if (!wanted.has('embedded')) return outside
  try {
    return spreadMedia({ embedded: await embedded(), rtpengine: outside })
  } catch (error) {
    await outside.close()
    throw error
  }
}
