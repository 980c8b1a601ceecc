/** Told in German, with names no key can be made of. */
import { makeCheck, makeFact, makeFix, makeHypothesis } from '../make-turn.ts'
import { checks, type Story } from './story.ts'

export const fslogix: Story = {
  summary: 'Benutzer bekommt temporäres Profil',
  notes: [{ id: 'note 3', text: 'Anmeldung an AVD-07 mit temporärem Profil, seit heute früh.' }],
  moves: [
    {
      answers: {
        reply_md: 'Zuerst das Protokoll lesen.',
        facts: [
          makeFact({
            text: 'Das Profil ist temporär',
            quote: 'mit TEMPORÄREM Profil',
            evidence: ['T1'],
          }),
        ],
        hypotheses: [
          makeHypothesis({
            key: 'Gesperrt durch Sitzung',
            cause: 'Die Profildatei ist noch geöffnet',
          }),
          makeHypothesis({ key: '满了', cause: '共享已满', likelihood: 'unlikely' }),
        ],
        checks: [
          makeCheck({
            ...{ title: 'Protokoll von FSLogix lesen', how: 'Ereignis 26', minutes: 3 },
            outcomes: [
              { result: 'Datei in Benutzung', points_to: ['Gesperrt durch Sitzung'] },
              { result: 'Kein Platz', points_to: ['满了'] },
            ],
          }),
        ],
      },
    },
    checks('Protokoll von FSLogix lesen', 0, 'Datei wird auf AVD-03 verwendet.'),
    {
      answers: {
        reply_md: 'Die alte Sitzung abmelden.',
        fix: [
          makeFix({
            ...{ title: 'Sitzung auf AVD-03 abmelden', hypothesis: 'Gesperrt durch Sitzung' },
            ...{ steps: ['Sitzung suchen', 'Abmelden'], evidence: ['S1'], risk: 'disruptive' },
          }),
        ],
      },
    },
  ],
}
