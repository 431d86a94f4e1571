#!/bin/sh
# Makes the words of the spoken code (src/http/assets/voice): ten digits and three sentences in French
# and English, by a synthetic voice, at the telephone's 8 kHz in A-law. Each word ends with a pause long
# enough to write a digit down. Needs espeak-ng and sox (Debian: apt install espeak-ng sox).
set -eu

folder="$(dirname "$0")/../src/http/assets/voice"
work="$(mktemp -d)"
trap 'rm -r "$work"' EXIT

# say LANGUAGE VOICE NAME PAUSE_SECONDS WORDS: without silence around it, then a pause.
say() {
  mkdir -p "$folder/$1"
  espeak-ng -v "$2" -s 150 -p 45 -w "$work/said.wav" "$5"
  sox "$work/said.wav" -r 8000 -c 1 -e a-law "$folder/$1/$3.wav" \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse norm -6 pad 0.02 "$4"
}

digits() {
  language="$1"; voice="$2"; shift 2
  n=0
  for word in "$@"; do
    say "$language" "$voice" "$n" 0.5 "$word"
    n=$((n + 1))
  done
}

digits fr fr-fr+f2 "zéro" "un" "deux" "trois" "quatre" "cinq" "six" "sept" "huit" "neuf"
say fr fr-fr+f2 intro 0.5 "Voix de synthèse. Voici votre code Portevoix, que vous venez de demander :"
say fr fr-fr+f2 again 0.5 "Je répète :"
say fr fr-fr+f2 goodbye 0.2 "Ne le donnez à personne. Si vous n'avez rien demandé, oubliez cet appel. Au revoir."

digits en en-gb+f2 zero one two three four five six seven eight nine
say en en-gb+f2 intro 0.5 "Synthetic voice. Here is your Portevoix code, which you have just asked for:"
say en en-gb+f2 again 0.5 "I repeat:"
say en en-gb+f2 goodbye 0.2 "Give it to nobody. If you did not ask for it, forget this call. Goodbye."
