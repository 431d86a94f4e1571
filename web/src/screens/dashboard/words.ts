/** Words of the dashboard. */
import { wordsOf } from '../../words/words.ts'

export const dashboardWords = wordsOf({ title: 'Tableau de bord' }, { title: 'Dashboard' })
