/**
 * A file of invented people as large as one likes, with duplicates and bad rows. The numbers are
 * synthetic, over real prefixes (only 60,000 numbers of fiction exist) and never dialled.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type Random, randomFrom } from '../src/base/random.ts'

const duplicateShare = 0.05
const badShare = 0.02
const secondNumberShare = 0.1
const linesAtOnce = 2_000
/** Earlier numbers a duplicate is drawn from. */
const repeatableMax = 50_000

interface PeopleFile {
  readonly rows: number
  readonly seed: number
  readonly padding?: number
}

/** `padding`: characters of a remark nobody imports, to make a file of a size. */
export async function writePeople(
  file: string,
  { rows, seed, padding = 0 }: PeopleFile,
): Promise<void> {
  const random = randomFrom(seed)
  const out = createWriteStream(file)
  let piece =
    '\ufeffNom;Prénom;Portable;Fixe;Commune;Code INSEE;Code postal;Date de consentement;Créneau;Obs\r\n'
  const numbers: string[] = []
  const remark = 'x'.repeat(padding)
  for (let row = 0; row < rows; row += 1) {
    const repeated = numbers.length > 0 && random.next() < duplicateShare
    const number = repeated ? random.pick(numbers) : mobile(random)
    if (numbers.length < repeatableMax) numbers.push(number)
    else if (random.next() < 0.1) numbers[random.below(repeatableMax)] = number
    piece += lineOf(random, random.next() < badShare ? random.pick(badNumbers) : number, remark)
    if (row % linesAtOnce > 0) continue
    if (!out.write(piece)) await once(out, 'drain')
    piece = ''
  }
  out.end(piece)
  await once(out, 'finish')
}

const badNumbers = ['0899123456', '06 39 98', '112', '6,4E+08', '0162123456', '+32470123456', 'abc']

function lineOf(random: Random, phone: string, remark: string): string {
  const department = String(1 + random.below(95))
    .padStart(2, '0')
    .replace('20', '21')
  const insee = `${department}${String(1 + random.below(900)).padStart(3, '0')}`
  const fixed = random.next() < secondNumberShare ? landline(random) : ''
  const day = `${String(1 + random.below(28)).padStart(2, '0')}/0${1 + random.below(5)}/2026`
  const slot = random.pick(['mardi 10h-13h', 'lun-ven 10h-13h', 'mardi et jeudi 18h-20h'])
  const name = `Nom${random.below(50_000)};Prenom${random.below(2_000)}`
  return `${name};${phone};${fixed};Commune ${insee};${insee};${department}000;${day};${slot};${remark}\r\n`
}

const digits = (random: Random, count: number): string =>
  String(random.below(10 ** count)).padStart(count, '0')

function mobile(random: Random): string {
  const head = random.pick(['60', '61', '62', '66', '67', '68', '74', '76', '77', '78'])
  const rest = digits(random, 7)
  const all = `0${head}${rest}`
  return random.next() < 0.5 ? all : (all.match(/../g) ?? []).join(' ')
}

const landline = (random: Random): string =>
  `0${random.pick(['14', '15', '24', '32', '38', '47', '49', '55', '56'])}${digits(random, 7)}`
