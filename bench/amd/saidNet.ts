/** The network of src/audio/amd/said.ts while it learns: forward as there, and the slopes back through all steps. */
import type { SaidWeights } from '../../src/audio/amd/saidWeights.gen.ts'
import type { Random } from '../../src/base/random.ts'

export interface Sequence {
  /** Row by row. */
  readonly inputs: Float32Array
  readonly steps: number
  readonly isMachine: boolean
  readonly isScreening: boolean
}

const longestSteps = 256
/** The second answer is asked of machines only, and is worth less. */
const screeningWeighs = 0.3
/** What is heard in the first second is worth more: there calls are decided. */
const fadesSteps = 50

/** `at`: all its weights in one row, as `weights` cuts them; `slope`: of each, summed until it is emptied. */
export class SaidNet {
  readonly at: Float32Array
  readonly slope: Float32Array
  readonly #units: number
  readonly #inputs: number
  readonly #row: number
  readonly #innerAt: number
  readonly #answersAt: number
  // Of each step: gates, what the new gate saw of before, states (one more than steps).
  readonly #z: Float32Array
  readonly #r: Float32Array
  readonly #n: Float32Array
  readonly #u: Float32Array
  readonly #h: Float32Array
  /** The pull of each step on its two answers: the machine's, the assistant's. */
  readonly #toAnswer = new Float32Array(2 * longestSteps)

  constructor(inputs: number, units: number, random: Random) {
    this.#units = units
    this.#inputs = inputs
    this.#row = inputs + units + 1
    this.#innerAt = 3 * units * this.#row
    this.#answersAt = this.#innerAt + units
    const size = this.#answersAt + 2 * (units + 1)
    const reach = 1 / Math.sqrt(units)
    this.at = Float32Array.from({ length: size }, () => (2 * random.next() - 1) * reach)
    this.slope = new Float32Array(size)
    const each = (): Float32Array => new Float32Array(longestSteps * units)
    this.#z = each()
    this.#r = each()
    this.#n = each()
    this.#u = each()
    this.#h = new Float32Array((longestSteps + 1) * units)
  }

  /** Adds the slopes of one sequence; gives its loss. */
  learn(sequence: Sequence, weight: number): number {
    const steps = Math.min(sequence.steps, longestSteps)
    for (let step = 0; step < steps; step += 1) this.#forward(sequence.inputs, step)
    const loss = this.#answer(sequence, steps, weight)
    this.#back(sequence.inputs, steps)
    return loss
  }

  /** Logits of the first answer, step by step. */
  hear({ inputs, steps }: Sequence): Float32Array {
    const told = new Float32Array(Math.min(steps, longestSteps))
    for (let step = 0; step < told.length; step += 1) {
      this.#forward(inputs, step)
      told[step] = this.#logit(0, step)
    }
    return told
  }

  /** As they were written down. */
  load({ gates, inner, answers }: SaidWeights): void {
    this.at.set([...gates, inner, ...answers].flatMap((row) => row.split(' ').map(Number)))
  }

  weights(): SaidWeights {
    const text = (from: number, to: number): string =>
      Array.from(this.at.subarray(from, to), (value) => String(Number(value.toFixed(3)))).join(' ')
    const rows = (from: number, count: number, length: number): readonly string[] =>
      Array.from({ length: count }, (_, i) => text(from + i * length, from + (i + 1) * length))
    return {
      gates: rows(0, 3 * this.#units, this.#row),
      inner: text(this.#innerAt, this.#answersAt),
      answers: rows(this.#answersAt, 2, this.#units + 1),
    }
  }

  #forward(inputs: Float32Array, step: number): void {
    const units = this.#units
    const [inputAt, before] = [step * this.#inputs, step * units]
    for (let unit = 0; unit < units; unit += 1) {
      const here = before + unit
      const z = sigmoid(this.#seen(unit, inputs, inputAt) + this.#recalled(unit, before))
      const second = units + unit
      const r = sigmoid(this.#seen(second, inputs, inputAt) + this.#recalled(second, before))
      const third = 2 * units + unit
      const u = (this.at[this.#innerAt + unit] as number) + this.#recalled(third, before)
      const n = Math.tanh(this.#seen(third, inputs, inputAt) + r * u)
      this.#z[here] = z
      this.#r[here] = r
      this.#n[here] = n
      this.#u[here] = u
      this.#h[here + units] = (1 - z) * n + z * (this.#h[here] as number)
    }
  }

  /** What a row makes of the inputs, with its own number. */
  #seen(row: number, inputs: Float32Array, inputAt: number): number {
    const from = row * this.#row
    let sum = this.at[from + this.#row - 1] as number
    for (let i = 0; i < this.#inputs; i += 1) {
      sum += (this.at[from + i] as number) * (inputs[inputAt + i] as number)
    }
    return sum
  }

  /** What it makes of the state before. */
  #recalled(row: number, before: number): number {
    const from = row * this.#row + this.#inputs
    let sum = 0
    for (let i = 0; i < this.#units; i += 1) {
      sum += (this.at[from + i] as number) * (this.#h[before + i] as number)
    }
    return sum
  }

  #logit(answer: number, step: number): number {
    const from = this.#answersAt + answer * (this.#units + 1)
    const state = (step + 1) * this.#units
    let sum = this.at[from + this.#units] as number
    for (let i = 0; i < this.#units; i += 1) {
      sum += (this.at[from + i] as number) * (this.#h[state + i] as number)
    }
    return sum
  }

  #answer({ isMachine, isScreening }: Sequence, steps: number, weight: number): number {
    let [loss, sum] = [0, 0]
    for (let step = 0; step < steps; step += 1) sum += 1 / (1 + step / fadesSteps)
    for (let step = 0; step < steps; step += 1) {
      const worth = weight / (1 + step / fadesSteps) / sum
      const machine = sigmoid(this.#logit(0, step))
      loss -= worth * Math.log((isMachine ? machine : 1 - machine) + 1e-7)
      this.#toAnswer[2 * step] = worth * (machine - (isMachine ? 1 : 0))
      const screening = isMachine ? sigmoid(this.#logit(1, step)) - (isScreening ? 1 : 0) : 0
      this.#toAnswer[2 * step + 1] = worth * screeningWeighs * screening
    }
    return loss
  }

  #back(inputs: Float32Array, steps: number): void {
    const units = this.#units
    const { slope } = this
    let later = new Float32Array(units)
    for (let step = steps - 1; step >= 0; step -= 1) {
      const before = step * units
      const earlier = new Float32Array(units)
      this.#backThroughAnswers(step, later)
      for (let unit = 0; unit < units; unit += 1) {
        const here = before + unit
        const [z, r] = [this.#z[here] as number, this.#r[here] as number]
        const [n, u] = [this.#n[here] as number, this.#u[here] as number]
        const d = later[unit] as number
        earlier[unit] = (earlier[unit] as number) + d * z
        const toN = d * (1 - z) * (1 - n * n)
        const toZ = d * ((this.#h[here] as number) - n) * z * (1 - z)
        const toR = toN * u * r * (1 - r)
        const inner = this.#innerAt + unit
        slope[inner] = (slope[inner] as number) + toN * r
        this.#backThroughRow(unit, toZ, toZ, inputs, step, earlier)
        this.#backThroughRow(units + unit, toR, toR, inputs, step, earlier)
        this.#backThroughRow(2 * units + unit, toN, toN * r, inputs, step, earlier)
      }
      later = earlier
    }
  }

  #backThroughAnswers(step: number, later: Float32Array): void {
    const units = this.#units
    const state = (step + 1) * units
    for (let answer = 0; answer < 2; answer += 1) {
      const pull = this.#toAnswer[2 * step + answer] as number
      const from = this.#answersAt + answer * (units + 1)
      for (let i = 0; i < units; i += 1) {
        later[i] = (later[i] as number) + pull * (this.at[from + i] as number)
        this.slope[from + i] =
          (this.slope[from + i] as number) + pull * (this.#h[state + i] as number)
      }
      this.slope[from + units] = (this.slope[from + units] as number) + pull
    }
  }

  /** `seen`: the pull on what it made of the inputs; `recalled`: on what it made of the state before. */
  #backThroughRow(
    row: number,
    seen: number,
    recalled: number,
    inputs: Float32Array,
    step: number,
    earlier: Float32Array,
  ): void {
    const { at, slope } = this
    const from = row * this.#row
    const inputAt = step * this.#inputs
    for (let i = 0; i < this.#inputs; i += 1) {
      slope[from + i] = (slope[from + i] as number) + seen * (inputs[inputAt + i] as number)
    }
    const own = from + this.#row - 1
    slope[own] = (slope[own] as number) + seen
    const back = from + this.#inputs
    const before = step * this.#units
    for (let i = 0; i < this.#units; i += 1) {
      slope[back + i] = (slope[back + i] as number) + recalled * (this.#h[before + i] as number)
      earlier[i] = (earlier[i] as number) + recalled * (at[back + i] as number)
    }
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
