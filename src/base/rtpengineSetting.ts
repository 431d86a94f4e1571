/** Where rtpengine runs, as one text: `host:port`, `host:port*weight`, and `files=/folder` where they share one. */
export interface RtpengineAddress {
  readonly host: string
  /** Of its ng protocol, on UDP for questions and on TCP for keys. */
  readonly port: number
  /** Its share of the legs beside the others'. */
  readonly weight: number
}

export interface RtpengineSetting {
  readonly instances: readonly RtpengineAddress[]
  /** Read by us and by every instance; absent: the folder for temporary files, or the sound in the question. */
  readonly folder?: string
}

export const WEIGHT_AT_MOST = 1000

/** A sentence: what is wrong with it. */
export function readRtpengineSetting(text: string): RtpengineSetting | string {
  const instances: RtpengineAddress[] = []
  let folder: string | undefined
  for (const entry of text.split(',').map((part) => part.trim())) {
    const files = /^files=(\/.+)$/.exec(entry)?.[1]
    if (files !== undefined) {
      folder = files
      continue
    }
    // An IPv6 address stands in brackets.
    const named = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})(?:\*(\d{1,4}))?$/.exec(
      entry,
    )
    const [port, weight] = [Number(named?.[3]), Number(named?.[4] ?? 1)]
    const isUsable = port >= 1 && port <= 65_535 && weight >= 1 && weight <= WEIGHT_AT_MOST
    if (!named || !isUsable) return `"${entry}" is not host:port, host:port*weight or files=/folder`
    instances.push({ host: named[1] ?? named[2] ?? '', port, weight })
  }
  if (instances.length === 0) return 'it names no host:port'
  return { instances, ...(folder === undefined ? {} : { folder }) }
}
