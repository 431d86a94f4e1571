/** Words of the transparency notice. Its statements come from rights/notice.ts. */
import { french } from './typeset.ts'

const fr = french({
  title: (campaign: string, version: string) =>
    `Avis de transparence : ${campaign}, version ${version}`,
  law: 'Règlement (UE) 2024/900, articles 11 et 12.',
  practice:
    'Campagne de répétition : aucun vrai téléphone n’a sonné, les personnes sont inventées.',
  statements: 'Qui, pour quoi, avec quel argent',
  listen: 'Écouter',
  transcript: 'Ce qui est dit, mot pour mot',
  noTranscript: 'Le texte de cette version n’a pas été déposé.',
  versions: { live: 'Au téléphone', voicemail: 'Sur un répondeur', callback: 'En rappelant' },
  at: (from: string, to: string) => `de ${from} s à ${to} s`,
  parts: {
    gate: 'Au décroché',
    content: 'Le message',
    closing: 'La fin',
    objectionConfirmed: 'Après la touche 9',
    voicemail: 'Sur un répondeur',
    callbackGate: 'En rappelant : au décroché',
    callbackContent: 'En rappelant : le message',
  },
  complain: 'Signaler, s’opposer, se plaindre',
  complainText:
    'Ne plus être appelé(e) : touche 9 pendant l’appel, ou cette page. Un doute sur cette publicité : écrivez au commanditaire, ou saisissez l’Arcom (publicité politique) ou la CNIL (données personnelles, www.cnil.fr/plaintes).',
  objectLink: 'Ne plus être appelé(e)',
  whyLink: 'Pourquoi ai-je été appelé(e) ?',
  others: 'Autres versions de ce message',
  noOthers: 'Aucune.',
  version: (version: string, day: string) => `Version ${version}, du ${day}`,
  fingerprint: 'Empreinte de l’enregistrement et de son texte (SHA-256)',
})

type NoticeWords = typeof fr

const en: NoticeWords = {
  title: (campaign: string, version: string) =>
    `Transparency notice: ${campaign}, version ${version}`,
  law: 'Regulation (EU) 2024/900, articles 11 and 12.',
  practice: 'Practice campaign: no real phone rang, the people are invented.',
  statements: 'Who, what for, with what money',
  listen: 'Listen',
  transcript: 'What is said, word for word',
  noTranscript: 'The text of this version was not deposited.',
  versions: {
    live: 'On the telephone',
    voicemail: 'On a voicemail',
    callback: 'When ringing back',
  },
  at: (from: string, to: string) => `from ${from} s to ${to} s`,
  parts: {
    gate: 'When you answer',
    content: 'The message',
    closing: 'The end',
    objectionConfirmed: 'After key 9',
    voicemail: 'On a voicemail',
    callbackGate: 'When ringing back: the answer',
    callbackContent: 'When ringing back: the message',
  },
  complain: 'Report, object, complain',
  complainText:
    'To stop the calls: key 9 during the call, or this page. A doubt about this advertisement: write to the sponsor, or to Arcom (political advertising) or the CNIL (personal data, www.cnil.fr/plaintes).',
  objectLink: 'Stop the calls',
  whyLink: 'Why was I called?',
  others: 'Other versions of this message',
  noOthers: 'None.',
  version: (version: string, day: string) => `Version ${version}, of ${day}`,
  fingerprint: 'Fingerprint of the recording and its text (SHA-256)',
}

export const noticeWords = { fr, en } as const
