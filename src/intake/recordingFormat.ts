/** What kind of file this is, told from its first bytes: names lie, and phones write what they like. */

export type RecordingFormat =
  | { readonly is: 'wav' }
  | { readonly is: 'mp3' }
  /** `what` completes "is …". */
  | { readonly is: 'other'; readonly what: string; readonly isSound: boolean }

/** Bytes needed to tell. */
export const SNIFFED_BYTES = 4096

const sound = (what: string): RecordingFormat => ({ is: 'other', what, isSound: true })
const noSound = (what: string): RecordingFormat => ({ is: 'other', what, isSound: false })

/** [offset, bytes as text in Latin-1, what it is]; the first row that fits counts. */
const signatures: readonly (readonly [number, string, RecordingFormat])[] = [
  [0, 'RIFX', sound('a WAV file of the rare big-endian kind (RIFX)')],
  [0, 'RF64', sound('a WAV file of the very long kind (RF64)')],
  [8, 'WAVE', { is: 'wav' }],
  [8, 'AVI ', sound('an AVI video')],
  [0, 'ID3', { is: 'mp3' }],
  [0, 'OggS', sound('an Ogg file (Vorbis or Opus)')],
  [0, 'fLaC', sound('a FLAC file')],
  [4, 'ftypM4A', sound('an M4A file (AAC)')],
  [4, 'ftyp', sound('an MP4 file (video or AAC)')],
  [0, 'FORM', sound('an AIFF file')],
  [0, 'caff', sound('a Core Audio file')],
  [0, '#!AMR', sound('an AMR file')],
  [0, '\x1aE\xdf\xa3', sound('a Matroska or WebM file')],
  [0, '0&\xb2u', sound('a Windows Media file')],
  [0, 'wvpk', sound('a WavPack file')],
  [0, '.snd', sound('an AU file')],
  [0, '\x00\x00\x01\xba', sound('an MPEG video')],
  [0, 'PK\x03\x04', noSound('a ZIP archive or an office document')],
  [0, '%PDF', noSound('a PDF document')],
  [0, '\x89PNG', noSound('a picture')],
  [0, '\xff\xd8\xff', noSound('a picture')],
  [0, 'GIF8', noSound('a picture')],
  [0, '\x1f\x8b', noSound('a compressed file')],
]

export function recordingFormat(beginning: Uint8Array): RecordingFormat {
  const text = String.fromCharCode(...beginning.subarray(0, SNIFFED_BYTES))
  for (const [offset, signature, format] of signatures) {
    if (text.startsWith(signature, offset)) return format
  }
  const [first, second] = beginning
  // MPEG frames: eleven bits of sync, then version and layer; layer 00 is AAC (ADTS).
  if (first === 0xff && second !== undefined && second >= 0xe0) {
    const layer = (second >> 1) & 3
    if (layer === 1) return { is: 'mp3' }
    return layer === 0 ? sound('an AAC file') : sound('an MPEG audio file of layer I or II')
  }
  if (isText(text)) return noSound('a text file')
  return noSound('no sound file that Portevoix knows')
}

/** No control bytes but tab, line ends and form feed. */
function isText(text: string): boolean {
  for (const character of text) {
    const code = character.charCodeAt(0)
    if (code < 32 && ![9, 10, 12, 13].includes(code)) return false
  }
  return text.length > 0
}
