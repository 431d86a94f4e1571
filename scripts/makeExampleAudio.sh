#!/bin/sh
# Makes the recordings in examples/audio: a synthetic French voice reads an invented candidate's
# message. Needs espeak-ng, sox and lame (Debian: apt install espeak-ng sox lame). Writes timings.txt,
# where each sentence of the gate begins and ends: who calls must be said within 5 s, key 9 within 12 s.
set -eu

voice=fr-fr+f2
words_per_minute=175
folder="$(dirname "$0")/../examples/audio"
work="$(mktemp -d)"
trap 'rm -r "$work"' EXIT
mkdir -p "$folder"
: > "$folder/timings.txt"

# say PART NUMBER PAUSE_SECONDS SENTENCE: one sentence, without silence around it, then a pause.
say() {
  espeak-ng -v "$voice" -s "$words_per_minute" -p 45 -w "$work/said.wav" "$4"
  sox "$work/said.wav" -r 16000 -b 16 -c 1 "$work/$1-$2.wav" \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse norm -6 pad 0 "$3"
}

# join PART: the sentences of a part in order, and their timings.
join() {
  sox "$work/$1"-*.wav "$folder/$1.wav"
  at=0
  for sentence in "$work/$1"-*.wav; do
    length="$(soxi -D "$sentence")"
    awk -v at="$at" -v length_s="$length" -v part="$1" -v n="${sentence##*-}" \
      'BEGIN { printf "%s %d: %.2f s to %.2f s\n", part, n, at, at + length_s }' >> "$folder/timings.txt"
    at="$(awk -v at="$at" -v length_s="$length" 'BEGIN { print at + length_s }')"
  done
}

say gate 1 0.10 "Publicité politique, voix de synthèse : Camille Exemple, candidate à la présidentielle."
say gate 2 0.15 "Message enregistré, financé par son mandataire."
say gate 3 0.15 "Pour ne plus recevoir d'appel, tapez neuf, à tout moment."
say gate 4 0.10 "Pour écouter, tapez un."
join gate

say content 1 0.25 "Bonjour. Dimanche, vous choisirez qui présidera la République."
say content 2 0.25 "Je veux une école où chaque enfant est attendu."
say content 3 0.10 "Mon programme tient en dix pages. Lisez-le, puis décidez librement."
join content

say closing 1 0.20 "Merci de votre écoute."
say closing 2 0.10 "Vos droits et nos adresses : camille exemple, point, example."
join closing

say objection 1 0.15 "C'est noté."
say objection 2 0.15 "Vous ne recevrez plus d'appel de notre part."
say objection 3 0.10 "Au revoir."
join objection

# The same content as people often have it.
lame --quiet -b 48 -m m "$folder/content.wav" "$folder/content.mp3"
