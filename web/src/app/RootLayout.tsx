/** Around every screen: the skip link and the region in which changes of state are said. */
import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LiveRegion } from '../parts/LiveRegion.tsx'
import { useWords } from '../words/words.ts'
import { shellWords } from './words.ts'

export function RootLayout(): ReactNode {
  const say = useWords(shellWords)
  return (
    <>
      <a className="pv-skip" href="#content">
        {say.skip}
      </a>
      <Outlet />
      <LiveRegion />
    </>
  )
}
