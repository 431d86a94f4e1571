#!/bin/sh
# Makes the sentences of the line that is rung back (src/engine/assets/ringBack): what is said where a team recorded
# nothing of its own, in French and English, by a synthetic voice, at the telephone's 8 kHz in A-law. They name nobody.
# Needs espeak-ng and sox (Debian: apt install espeak-ng sox).
set -eu

folder="$(dirname "$0")/../src/engine/assets/ringBack"
work="$(mktemp -d)"
trap 'rm -r "$work"' EXIT

# say LANGUAGE VOICE NAME PAUSE_SECONDS WORDS: without silence around it, then a pause.
say() {
  mkdir -p "$folder/$1"
  espeak-ng -v "$2" -s 160 -p 45 -w "$work/said.wav" "$5"
  sox "$work/said.wav" -r 8000 -c 1 -e a-law "$folder/$1/$3.wav" \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse norm -6 pad 0.02 "$4"
}

fr() { say fr fr-fr+f2 "$1" 0.3 "$2"; }
fr general "Voix de synthèse. Ce numéro est celui qu'affichent des appels enregistrés. Pour ne plus être appelé, tapez neuf. Pour savoir à qui écrire, tapez zéro."
fr notNow "Le message ne peut pas être diffusé. Pour ne plus être appelé, tapez neuf."
fr otherPhone "Si vous avez été appelé sur un autre téléphone, tapez le numéro appelé, puis dièse."
fr menu "Pour écouter le message, tapez un. D'où vient votre numéro : huit. Ne plus être appelé : neuf. À qui écrire : zéro."
fr menuRights "D'où vient votre numéro : tapez huit. Ne plus être appelé : neuf. À qui écrire : zéro."
fr source "Les numéros appelés viennent de fichiers déclarés par la campagne, avec l'accord de chaque personne. Pour savoir d'où vient le vôtre, demandez-le par écrit ou sur la page de vos droits : la réponse n'est donnée qu'à vous."
fr contact "Personne ne peut vous répondre sur cette ligne. Le responsable des appels est nommé, avec ses adresses, dans la notice de la campagne. Vous pouvez lui écrire, ou saisir la Cnil."
fr typeNumber "Tapez le numéro appelé, puis dièse."
fr numberNoted "Numéro noté. Pour qu'il ne soit plus appelé, tapez neuf."
fr objectionStored "C'est enregistré. Vous ne serez plus appelé."
fr goodbye "Au revoir."

en() { say en en-gb+f2 "$1" 0.3 "$2"; }
en general "Synthetic voice. This number is shown by recorded calls. Never to be called again, press nine. To know whom to write to, press zero."
en notNow "The message cannot be played. Never to be called again, press nine."
en otherPhone "If you were called on another telephone, type the number that was called, then hash."
en menu "To hear the message, press one. Where your number comes from: eight. Never to be called again: nine. Whom to write to: zero."
en menuRights "Where your number comes from: press eight. Never to be called again: nine. Whom to write to: zero."
en source "The numbers called come from files that the campaign declared, with the consent of each person. To know where yours comes from, ask in writing or on the page of your rights: only you are told."
en contact "Nobody can answer you on this line. Who is responsible for the calls is named, with addresses, in the notice of the campaign. You may write to them, or complain to the data protection authority."
en typeNumber "Type the number that was called, then hash."
en numberNoted "Noted. For it never to be called again, press nine."
en objectionStored "It is stored. You will not be called again."
en goodbye "Goodbye."
