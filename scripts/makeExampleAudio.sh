#!/bin/sh
# Makes the recordings in examples/audio: a synthetic French voice reads an invented candidate's
# message. Needs espeak-ng, sox and lame (Debian: apt install espeak-ng sox lame). Beside each recording
# it writes the marks: role, where it ends, and the words of each sentence, as `campaign create` reads them.
set -eu

voice=fr-fr+f2
words_per_minute=175
folder="${1:-$(dirname "$0")/../examples/audio}"
work="$(mktemp -d)"
trap 'rm -r "$work"' EXIT
mkdir -p "$folder"

# say PART NUMBER ROLE PAUSE_SECONDS SENTENCE: one sentence, without silence around it, then a pause.
say() {
  espeak-ng -v "$voice" -s "$words_per_minute" -p 45 -w "$work/said.wav" "$5"
  sox "$work/said.wav" -r 16000 -b 16 -c 1 "$work/$1-$2.wav" \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse norm -6 pad 0 "$4"
  printf '%s' "$3" > "$work/$1-$2.role"
  printf '%s' "$5" > "$work/$1-$2.text"
}

# join PART: the sentences of a part in order, and their marks.
join() {
  sox "$work/$1"-*.wav "$folder/$1.wav"
  marks="$folder/$1.marks.txt"
  echo "# What is said in $1.wav, and until which second: role, end, words." > "$marks"
  at=0
  for sentence in "$work/$1"-*.wav; do
    at="$(awk -v at="$at" -v length_s="$(soxi -D "$sentence")" 'BEGIN { print at + length_s }')"
    name="${sentence%.wav}"
    awk -v at="$at" -v role="$(cat "$name.role")" -v text="$(cat "$name.text")" \
      'BEGIN { printf "%s %.2f s: %s\n", role, at, text }' >> "$marks"
  done
}

identity="Publicité politique, voix de synthèse : Camille Exemple, candidate à la présidentielle."
objection="Pour ne plus recevoir d'appel, tapez neuf, à tout moment."
rights="Vos droits et nos adresses : camille exemple, point, example."

say gate 1 identity 0.10 "$identity"
say gate 2 content 0.15 "Message enregistré, financé par son mandataire."
say gate 3 objection 0.15 "$objection"
say gate 4 content 0.10 "Pour écouter, tapez un."
join gate

say content 1 content 0.25 "Bonjour. Dimanche, vous choisirez qui présidera la République."
say content 2 content 0.25 "Je veux une école où chaque enfant est attendu."
say content 3 content 0.10 "Mon programme tient en dix pages. Lisez-le, puis décidez librement."
join content

say closing 1 closing 0.20 "Merci de votre écoute."
say closing 2 source 0.10 "$rights"
join closing

say objection 1 content 0.15 "C'est noté."
say objection 2 content 0.15 "Vous ne recevrez plus d'appel de notre part."
say objection 3 closing 0.10 "Au revoir."
join objection

# Nobody can press a key on a voicemail: the objection is a number to ring.
say voicemail 1 identity 0.15 "$identity"
say voicemail 2 objection 0.20 \
  "Pour ne plus recevoir d'appel, rappelez le zéro un, soixante-trois, zéro zéro, douze, trente-quatre."
say voicemail 3 content 0.25 "Je veux une école où chaque enfant est attendu."
say voicemail 4 source 0.10 "$rights"
join voicemail

# For who rings back.
say callback 1 identity 0.15 "$identity"
say callback 2 objection 0.15 "$objection"
say callback 3 source 0.15 "$rights"
say callback 4 content 0.10 "Pour écouter le message, tapez un."
join callback

# What is heard where a team recorded nothing of its own: names nobody.
say goodbye 1 closing 0.20 "Merci de votre écoute."
say goodbye 2 closing 0.10 "Au revoir."
join goodbye
say invitation 1 content 0.10 "Pour écouter le message, tapez un."
join invitation

# The same content as people often have it.
lame --quiet -b 48 -m m "$folder/content.wav" "$folder/content.mp3"
