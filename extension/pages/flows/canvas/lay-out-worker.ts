/** Lays out large flows beside the page, which goes on answering meanwhile. */
import { layOut, type Shape } from './lay-out.ts'

addEventListener('message', ({ data }: MessageEvent<Shape>) => postMessage(layOut(data)))
