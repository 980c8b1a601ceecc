import type { App } from '../answer.ts'

export function sessionRoutes(_app: App): void {}
