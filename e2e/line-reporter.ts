/**
 * One plain closing line for whoever reads the run by machine: `12 passed, 0 failed`.
 * A module that failed before it had tests counts as one failure, or a broken import
 * would read as a green run.
 */
import type { Reporter, TestModule } from 'vitest/node'

export default class LineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) count[test.result().state] += 1
      if (tests.length === 0 && module.state() === 'failed') count.failed += 1
    }
    const skipped = count.skipped + count.pending
    console.log(
      `${count.passed} passed, ${count.failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
    )
  }
}
