/** A polling district as a person writes it. Where they vote is not how they vote. */

/** `Bureau n° 07` and `7` are one district of a commune. */
export function normalDistrict(written: string): string {
  const text = written.normalize('NFKC').trim().toUpperCase()
  const number = /(?:^|[^\p{L}\d])0*(\d{1,4})$/u.exec(text)
  return number?.[1] ?? text
}
