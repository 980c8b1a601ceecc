/**
 * Where the steps of a flow stand: where somebody has put them, otherwise where they are laid out.
 *
 * Laying out well takes its time, and with steps that lead far back much of it: it happens in a
 * worker, which is given two seconds. Who is slower, or has too many steps, gets columns. While it
 * is laid out anew, what was laid out before stays, and it is said that the steps may still move.
 */
import { useEffect, useMemo, useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { DRAWN_WELL, inColumns, type Places, placeSteps, type Shape, shapeOf } from './places.ts'

const GIVEN_MS = 2_000

export interface Laid {
  /** None before they were first laid out. */
  places: Places | undefined
  /** They are being laid out anew. */
  isLate: boolean
}

export function usePlaces(flow: FlowContent): Laid {
  const key = useMemo(() => JSON.stringify(shapeOf(flow)), [flow])
  const isMany = flow.nodes.length > DRAWN_WELL
  const columns = useMemo(() => (isMany ? inColumns(JSON.parse(key)) : undefined), [isMany, key])
  const well = useLaidOut(isMany ? undefined : key)
  const laidOut = columns ?? well?.places
  const places = useMemo(() => laidOut && placeSteps(flow, laidOut), [laidOut, flow])
  return { places, isLate: !columns && well?.key !== key }
}

function useLaidOut(key: string | undefined): { key: string; places: Places } | undefined {
  const [laid, setLaid] = useState<{ key: string; places: Places }>()
  useEffect(() => {
    if (key === undefined) return
    const shape: Shape = JSON.parse(key)
    const worker = new Worker(new URL('./lay-out-worker.ts', import.meta.url), { type: 'module' })
    const end = (laidOut: Places) => {
      stop()
      setLaid({ key, places: laidOut })
    }
    const late = setTimeout(() => end(inColumns(shape)), GIVEN_MS)
    const stop = () => {
      clearTimeout(late)
      worker.terminate()
    }
    worker.onmessage = ({ data }: MessageEvent<Places>) => end(data)
    worker.onerror = () => end(inColumns(shape))
    worker.postMessage(shape)
    return stop
  }, [key])
  return laid
}
