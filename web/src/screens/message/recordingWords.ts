/** Words of recording, uploading and listening. */
import { wordsOf } from '../../words/words.ts'

export const recordingWords = wordsOf(
  {
    ways: {
      record: 'Enregistrer ici',
      recordLead: 'Avec le micro de cet appareil. Le texte défile devant vous.',
      recordAct: 'Enregistrer',
      dropTitle: 'Déposez un fichier WAV ou MP3',
      dropHint:
        '3 minutes et 64 Mo au plus. Le volume est réglé, les silences du début et de la fin sont coupés.',
      sample: 'Juste pour essayer ?',
      sampleAct: 'Prendre l’enregistrement fourni',
      sampleLead: 'Candidate inventée, voix de synthèse.',
      sending: (percent: string) => `Envoi : ${percent}`,
      reading: 'Lecture du son…',
      failed: 'Cet enregistrement n’a pas été pris.',
    },
    recorder: {
      title: 'Enregistrement',
      asking: 'Autorisez le micro dans votre navigateur.',
      countdown: (left: number) => `Dans ${left}…`,
      recording: 'Enregistrement en cours',
      paused: 'En pause',
      level: 'Niveau du micro',
      tooLow: 'On vous entend à peine : rapprochez-vous.',
      tooLoud: 'Trop fort : éloignez-vous un peu.',
      pause: 'Mettre en pause',
      resume: 'Reprendre',
      stop: 'Terminer',
      again: 'Recommencer',
      keep: 'Garder cet enregistrement',
      cancel: 'Annuler',
      listen: 'Réécoutez-le, puis gardez-le.',
      left: (seconds: string) => `encore ${seconds}`,
      blocked:
        'Le micro est bloqué. Pour écouter, il n’en faut pas. Pour enregistrer, autorisez-le (icône près de l’adresse) ou déposez un fichier.',
      none: 'Aucun micro n’est branché. Branchez-en un, ou déposez un fichier.',
      insecure:
        'Cette page n’est pas en HTTPS : le navigateur n’y donne pas le micro. Ouvrez-la en https:// ou depuis cet appareil (localhost), ou déposez un fichier.',
    },
    player: {
      play: 'Écouter',
      pause: 'Arrêter l’écoute',
      back: 'Reculer de 5 s',
      on: 'Avancer de 5 s',
      at: 'Position',
      position: (at: string, segment: string) =>
        segment ? `${at} s, segment ${segment}` : `${at} s`,
      failed: 'Le son n’a pas pu être joué.',
    },
    uploads: {
      kind: 'Ce n’est pas un fichier WAV ou MP3. Convertissez-le, puis déposez-le de nouveau.',
      large: 'Le fichier dépasse 64 Mo. Exportez-le en mono, 16 bits.',
    },
  },
  {
    ways: {
      record: 'Record here',
      recordLead: 'With this device’s microphone. The words stand before you.',
      recordAct: 'Record',
      dropTitle: 'Drop a WAV or MP3 file',
      dropHint: '3 minutes and 64 MB at most. Its loudness is set, silence at both ends is cut.',
      sample: 'Just to try?',
      sampleAct: 'Take the shipped recording',
      sampleLead: 'An invented candidate, a synthetic voice.',
      sending: (percent: string) => `Sending: ${percent}`,
      reading: 'Reading the sound…',
      failed: 'This recording was not taken.',
    },
    recorder: {
      title: 'Recording',
      asking: 'Allow the microphone in your browser.',
      countdown: (left: number) => `In ${left}…`,
      recording: 'Recording',
      paused: 'Paused',
      level: 'Microphone level',
      tooLow: 'We can hardly hear you: come nearer.',
      tooLoud: 'Too loud: move back a little.',
      pause: 'Pause',
      resume: 'Go on',
      stop: 'Finish',
      again: 'Start over',
      keep: 'Keep this recording',
      cancel: 'Cancel',
      listen: 'Listen to it, then keep it.',
      left: (seconds: string) => `${seconds} left`,
      blocked:
        'The microphone is blocked. You do not need it to listen. To record, allow it (icon near the address) or drop a file.',
      none: 'No microphone is connected. Connect one, or drop a file.',
      insecure:
        'This page is not on HTTPS: the browser gives it no microphone. Open it on https:// or from this very device (localhost), or drop a file.',
    },
    player: {
      play: 'Listen',
      pause: 'Stop listening',
      back: 'Back 5 s',
      on: 'Forward 5 s',
      at: 'Position',
      position: (at: string, segment: string) =>
        segment ? `${at} s, segment ${segment}` : `${at} s`,
      failed: 'The sound could not be played.',
    },
    uploads: {
      kind: 'This is no WAV or MP3 file. Convert it, then drop it again.',
      large: 'The file is larger than 64 MB. Export it as mono, 16 bits.',
    },
  },
)
