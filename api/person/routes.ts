import type { App } from '../answer.ts'

export function personRoutes(_app: App): void {}
