/** The drawn map: one JSON made by scripts/makeMap.ts, fetched when a map is first shown. */

export interface MapFrame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface MapArea {
  readonly code: string
  readonly name: string
  readonly path: string
  readonly at: readonly number[]
  readonly frame?: MapFrame
}

export interface FranceMapData {
  readonly viewBox: string
  readonly areas: readonly MapArea[]
  readonly paris: {
    readonly name: string
    readonly frame: MapFrame
    readonly enlarged: readonly { readonly code: string; readonly path: string }[]
  }
}

let coming: Promise<FranceMapData> | undefined

export function loadFranceMap(): Promise<FranceMapData> {
  coming ??= import('./franceMap.json').then(
    (module): FranceMapData => module.default as FranceMapData,
  )
  return coming
}
