import type { App } from '../answer.ts'

export function flowRoutes(_app: App): void {}
