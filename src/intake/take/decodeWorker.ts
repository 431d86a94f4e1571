/** The thread that reads one recording (see decodeTake.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { clippedRuns } from '../../audio/analysis.ts'
import { encodePcm16 } from '../../audio/pcm16.ts'
import { prepareSound, unpreparedSound } from '../../audio/prepare.ts'
import { durationOf, type Sound, type SoundRefusal } from '../../audio/sound.ts'
import { Failure } from '../../base/failure.ts'
import { ms } from '../../base/units.ts'
import { type DecodedRecording, decodeBytes } from '../recording.ts'
import type { DecodeAnswer, DecodedTake, DecodeRequest } from './decodeTake.ts'

async function read({ bytes, name, asItIs }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    return { is: 'decoded', take: takeOf(await decodeBytes(bytes, name), name, asItIs) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { code, message, fr, measured, limit } = error
    return {
      ...{ is: 'refused', code, sentence: message },
      ...(fr === undefined ? {} : { fr }),
      ...(measured === undefined ? {} : { measured }),
      ...(limit === undefined ? {} : { limit }),
    }
  }
}

function takeOf(decoded: DecodedRecording, name: string, asItIs: boolean): DecodedTake {
  const { sound, made } = asItIs
    ? { sound: orFail(unpreparedSound(decoded.sound), name), made: untouched }
    : preparedOf(decoded.sound, name)
  return {
    pcm16: encodePcm16(sound.samples),
    source: {
      codec: decoded.codec,
      channels: decoded.channels,
      inputRateHz: decoded.sound.rateHz,
      inputDurationMs: ms(Math.round(durationOf(decoded.sound))),
      clippedRuns: clippedRuns(decoded.sound.samples),
      ...made,
    },
  }
}

const untouched = { gainDb: 0, leadingSilenceCutMs: ms(0), trailingSilenceCutMs: ms(0) }

function preparedOf(recorded: Sound, name: string) {
  const { sound, gainDb, leadingSilenceCutMs, trailingSilenceCutMs } = orFail(
    prepareSound(recorded),
    name,
  )
  return {
    sound,
    made: {
      gainDb,
      leadingSilenceCutMs: ms(Math.round(leadingSilenceCutMs)),
      trailingSilenceCutMs: ms(Math.round(trailingSilenceCutMs)),
    },
  }
}

function orFail<Value extends object>(value: Value | SoundRefusal, name: string): Value {
  if (!('refused' in value)) return value
  const { refused, fr, measured, limit } = value
  throw new Failure('badInput', `${name} ${refused}.`, {
    fr: `L’enregistrement ${fr}.`,
    ...(measured === undefined ? {} : { measured }),
    ...(limit === undefined ? {} : { limit }),
  })
}

parentPort?.postMessage(await read(workerData as DecodeRequest))
