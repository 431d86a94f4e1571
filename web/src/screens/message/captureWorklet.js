/** Runs where the sound is: hands on what the microphone gives, in pieces of 1/10 s, with their peak. */

class Capture extends AudioWorkletProcessor {
  constructor() {
    super()
    this.size = Math.round(sampleRate / 10)
    this.piece = new Float32Array(this.size)
    this.filled = 0
  }

  process([input]) {
    const samples = input?.[0]
    if (!samples) return true
    for (const sample of samples) {
      this.piece[this.filled] = sample
      this.filled += 1
      if (this.filled === this.size) {
        this.port.postMessage(this.piece.slice())
        this.filled = 0
      }
    }
    return true
  }
}

registerProcessor('portevoix-capture', Capture)
