/** A recording as a component follows it; the microphone is given back when the component goes. */
import { useEffect, useState } from 'react'
import { Recording, type RecordingView } from './recording.ts'

export interface Recorder extends RecordingView {
  readonly recording: Recording
}

export function useRecorder(): Recorder {
  const [, redraw] = useState(0)
  const [recording] = useState(() => new Recording(() => redraw((count) => count + 1)))
  useEffect(() => () => recording.reset(), [recording])
  return { ...recording.view, recording }
}
