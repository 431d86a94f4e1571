/** The reader's language: asked of the browser once, then remembered where the reader changes it. */
import { useSyncExternalStore } from 'react'
import type { Language } from './locales.ts'

const key = 'portevoix.language'
const listeners = new Set<() => void>()

/** The page itself decides before anything is drawn (index.html). */
let language: Language = document.documentElement.lang === 'en' ? 'en' : 'fr'

export function currentLanguage(): Language {
  return language
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage)
}

export function chooseLanguage(chosen: Language): void {
  language = chosen
  document.documentElement.lang = chosen
  remember(key, chosen)
  for (const listener of listeners) listener()
}

/** Kept in this browser; where storage is forbidden the choice lasts as long as the page. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch (error) {
    console.warn(`${name} is not remembered: ${String(error)}`)
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
