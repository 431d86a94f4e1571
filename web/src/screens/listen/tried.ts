/** What was tried of this version of the message, remembered in this browser. */
import { remember } from '../../words/language.ts'
import { type Try, tries } from './listenView.ts'

const keyOf = (campaign: string, hash: string): string =>
  `portevoix.listened.${campaign}.${hash.slice(0, 16)}`

export function triedBefore(campaign: string, hash: string): ReadonlySet<Try> {
  return new Set(
    tries.filter((one) => (stored(keyOf(campaign, hash)) ?? '').split(' ').includes(one)),
  )
}

export function rememberTried(campaign: string, hash: string, tried: ReadonlySet<Try>): void {
  remember(keyOf(campaign, hash), [...tried].join(' '))
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch (error) {
    console.warn(`${name} cannot be read: ${String(error)}`)
    return null
  }
}
