/** The line in which `DISM` and `sfc` say how Windows' own files are. */
import type { Finding } from '../finding.ts'
import { fact, findLine, type ReadTool } from '../output.ts'

/** The unhealthy ones first: their words hold those of the healthy ones. */
const SAYINGS: readonly [RegExp, string, Finding, string][] = [
  [
    /component store (cannot be repaired|is not repairable)|Komponentenspeicher kann nicht repariert werden|magasin de composants n.est pas réparable|source files could not be found|Quelldateien (wurden nicht|konnten nicht) gefunden/i,
    'DISM',
    'image_beyond_repair',
    'The component store is damaged and could not be repaired.',
  ],
  [
    /component store is repairable|Komponentenspeicher kann repariert werden|magasin de composants est réparable|almacén de componentes se puede reparar/i,
    'DISM',
    'image_repairable',
    'The component store is damaged and can be repaired.',
  ],
  [
    /no component store corruption detected|Es wurde keine Komponentenspeicherbeschädigung erkannt|Aucun endommagement du magasin de composants|No se detectaron daños en el almacén/i,
    'DISM',
    'image_healthy',
    'The component store is in order.',
  ],
  [
    /found corrupt files (but|and) was unable to fix|fehlerhafte Dateien gefunden[^.]{0,40}konnte[^.]{0,40}nicht (alle )?repar|fichiers endommagés[^.]{0,60}n.a pas (pu|réussi)/i,
    'sfc',
    'image_beyond_repair',
    'System files are damaged and not all could be repaired.',
  ],
  [
    /found corrupt files and successfully repaired|fehlerhafte Dateien gefunden und erfolgreich repariert|fichiers endommagés et les a réparés/i,
    'sfc',
    'image_repaired',
    'System files were damaged and have been repaired.',
  ],
  [
    /did not find any integrity violations|hat keine Integritätsverletzungen gefunden|n.a trouvé aucune violation d.intégrité|no encontró ninguna infracción de integridad/i,
    'sfc',
    'image_healthy',
    'System files are in order.',
  ],
]

export const readSystemFiles: ReadTool = (output) => {
  for (const [saying, tool, finding, text] of SAYINGS) {
    const line = findLine(output, saying)
    if (line) return { tool, findings: [finding], facts: [fact(text, line)] }
  }
  return undefined
}
