/** Date and time as a field shows them (Paris), to the instant that is sent and back; pure. */

const zone = 'Europe/Paris'

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hourCycle: 'h23',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
})

/** `2027-04-13T10:00`, for an input of type datetime-local. */
export function fieldOf(iso: string): string {
  const found = Object.fromEntries(
    parts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  )
  return `${found['year']}-${found['month']}-${found['day']}T${found['hour']}:${found['minute']}`
}

/** undefined: no date and time. In the hour that is skipped in spring, the one after it. */
export function instantIn(field: string): string | undefined {
  const asUtc = Date.parse(`${field}:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(field) || Number.isNaN(asUtc)) return undefined
  const offset = offsetAt(asUtc)
  const first = asUtc - offset
  const settled = asUtc - offsetAt(first)
  return new Date(settled).toISOString()
}

function offsetAt(instant: number): number {
  const shown = Date.parse(`${fieldOf(new Date(instant).toISOString())}:00Z`)
  return shown - Math.floor(instant / 60_000) * 60_000
}

/** The day after or before, `YYYY-MM-DD`. */
export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}
