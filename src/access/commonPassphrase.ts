/**
 * Passphrases that whoever guesses tries first: words everybody chooses, with figures around them. No rule
 * of composition (NIST SP 800-63B § 3.1.1.2): a long phrase of one's own passes whatever signs it has.
 */

/** Of lists of leaked passwords, French and English, and what this program suggests by its subject. */
const commonWords = [
  ...['password', 'passphrase', 'passw0rd', 'motdepasse', 'azerty', 'azertyuiop', 'qwerty'],
  ...['qwertyuiop', 'administrateur', 'administrator', 'admin', 'bonjour', 'soleil', 'doudou'],
  ...['loulou', 'chouchou', 'jetaime', 'iloveyou', 'welcome', 'bienvenue', 'football', 'marseille'],
  ...['princess', 'monkey', 'dragon', 'secret', 'letmein', 'abcdef', 'portevoix', 'campagne'],
  ...['election', 'présidentielle', 'presidentielle', 'changeme', 'default'],
].sort((a, b) => b.length - a.length)
/** Letters that are left without those words and without figures. */
const ownLettersMin = 4

export function isCommonPassphrase(passphrase: string): boolean {
  let left = passphrase.toLowerCase()
  for (const word of commonWords) left = left.replaceAll(word, '')
  return new Set(left.replace(/[^\p{L}]/gu, '')).size < ownLettersMin
}
