/**
 * The least that draws a graph: React Flow with its own nodes, whose places are known. Reads the graph
 * that its address names; a button puts one node more where it is in sight.
 */
import '@xyflow/react/dist/base.css'
import { type Edge, type Node, ReactFlow } from '@xyflow/react'
import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'

export interface BareGraph {
  nodes: Node[]
  edges: Edge[]
}

const graph: BareGraph = await (await fetch(`/${location.hash.slice(1)}.json`)).json()

function Drawn() {
  const [nodes, setNodes] = useState(graph.nodes)
  const add = () =>
    setNodes([
      ...nodes,
      { id: `more${nodes.length}`, position: { x: 40, y: 40 }, data: { label: 'One more' } },
    ])
  return createElement(
    'div',
    { style: { height: '100vh' } },
    createElement('button', { id: 'add', type: 'button', onClick: add }, 'Add'),
    createElement(ReactFlow, { nodes, edges: graph.edges, onlyRenderVisibleElements: true }),
  )
}

const root = document.querySelector('#root')
if (root) createRoot(root).render(createElement(Drawn))
