/** Lays out large flows beside the page, which goes on answering meanwhile. */
import { layOut } from './lay-out.ts'
import type { Shape } from './places.ts'

addEventListener('message', ({ data }: MessageEvent<Shape>) => postMessage(layOut(data)))
