/** Light, dark or as the system says: remembered under the key that index.html reads before drawing. */
import { localStorageColorSchemeManager } from '@mantine/core'

export const schemeManager = localStorageColorSchemeManager({ key: 'portevoix.scheme' })
