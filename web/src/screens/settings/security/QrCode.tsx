/** A QR code: black on white with its quiet zone, whatever the scheme, for cameras want it so. */
import type { ReactNode } from 'react'
import { encode } from 'uqr'

interface QrCodeProps {
  readonly text: string
  /** What it is, for those who do not see it. */
  readonly label: string
}

const quietZone = 4
const sizePx = 208

export function QrCode({ text, label }: QrCodeProps): ReactNode {
  const { data, size } = encode(text, { border: quietZone })
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={sizePx}
      height={sizePx}
      shapeRendering="crispEdges"
      style={{ background: '#ffffff', borderRadius: 8, border: '1px solid var(--pv-line)' }}
    >
      <path d={path} fill="#000000" />
    </svg>
  )
}
