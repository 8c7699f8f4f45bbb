import { describe, expect, it } from 'vitest';
import {
  closeTab,
  initialTabs,
  keyOf,
  labelOf,
  layoutsOf,
  maxTerminals,
  openTab,
  renameTab,
  restoreTabs,
  splitTab,
  tabFor,
  unsplitTab,
  webKeyOf,
} from './tabs.ts';

const two = initialTabs(['ceph1', 'client']);
const titles = new Map([['ceph1', 'Ceph node']]);

describe('terminal tabs', () => {
  it('begin with one per node, the first in front', () => {
    expect(two.tabs.map(keyOf)).toEqual(['ceph1#1', 'client#1']);
    expect(two.active).toBe('ceph1#1');
    expect(initialTabs([])).toEqual({ tabs: [], active: null, splits: [] });
  });

  it('take the lowest free number of the node, up to the limit', () => {
    const more = openTab(openTab(two, 'ceph1'), 'ceph1');
    expect(more.tabs.map(keyOf)).toEqual(['ceph1#1', 'client#1', 'ceph1#2', 'ceph1#3']);
    const reused = openTab(closeTab(more, 'ceph1#2'), 'ceph1');
    expect(reused.active).toBe('ceph1#2');
    let full = two;
    for (let n = 0; n < 20; n += 1) full = openTab(full, 'ceph1');
    expect(full.tabs).toHaveLength(maxTerminals);
  });

  it('bring the neighbour to the front when the front one closes, and keep the last', () => {
    const three = openTab(two, 'client');
    expect(closeTab(three, 'client#2').active).toBe('client#1');
    expect(closeTab({ ...three, active: 'ceph1#1' }, 'ceph1#1').active).toBe('client#1');
    expect(closeTab({ ...three, active: 'ceph1#1' }, 'client#1').active).toBe('ceph1#1');
    const one = closeTab(two, 'client#1');
    expect(closeTab(one, 'ceph1#1')).toBe(one);
  });

  it('are named by the person, the node, and the number', () => {
    const named = renameTab(openTab(two, 'ceph1'), 'ceph1#1', '  watch ceph -s ');
    expect(named.tabs.map((tab) => labelOf(tab, titles))).toEqual([
      'watch ceph -s',
      'client',
      'Ceph node · 2',
    ]);
    expect(labelOf(renameTab(named, 'ceph1#1', ' ').tabs[0] ?? fail(), titles)).toBe('Ceph node');
  });

  it('come back after a reload, without what no longer exists', () => {
    const stored = JSON.stringify(openTab(two, 'client'));
    expect(restoreTabs(stored, ['ceph1', 'client']).active).toBe('client#2');
    expect(restoreTabs(stored, ['ceph1'])).toEqual(initialTabs(['ceph1']));
    expect(restoreTabs(stored, ['other'])).toEqual(initialTabs(['other']));
    for (const junk of ['{', '{"tabs":[{"node":1}]}', 'null', '[]']) {
      expect(restoreTabs(junk, ['ceph1'])).toEqual(initialTabs(['ceph1']));
    }
  });

  it('come back with a web page in front, while there is one of that name', () => {
    const stored = JSON.stringify({ ...two, active: webKeyOf('dashboard') });
    expect(restoreTabs(stored, ['ceph1', 'client'], ['dashboard']).active).toBe('web:dashboard');
    expect(restoreTabs(stored, ['ceph1', 'client'], ['graphs']).active).toBe('ceph1#1');
    expect(tabFor({ ...two, active: webKeyOf('dashboard') }, 'client')?.number).toBe(1);
  });

  it('share a tab, with a new terminal or with one that was open', () => {
    const beside = splitTab(two, 'ceph1#1', 'row', { moved: 'client#1' });
    expect(layoutsOf(beside)).toEqual([{ direction: 'row', parts: ['ceph1#1', 'client#1'] }]);
    expect(beside.active).toBe('client#1');
    const three = splitTab(beside, 'client#1', 'column', { node: 'client' });
    expect(three.active).toBe('client#2');
    expect(layoutsOf(three)).toEqual([
      { direction: 'row', parts: ['ceph1#1', { direction: 'column', parts: ['client#1', 'client#2'] }] },
    ]);
    expect(splitTab(two, 'ceph1#1', 'row', { moved: 'ceph1#1' })).toBe(two);
    expect(restoreTabs(JSON.stringify(three), ['ceph1', 'client'])).toEqual(three);
    expect(layoutsOf(restoreTabs(JSON.stringify(three), ['client']))).toEqual([
      { direction: 'column', parts: ['client#1', 'client#2'] },
    ]);
    let full = two;
    for (let n = 0; n < 20; n += 1) full = splitTab(full, 'ceph1#1', 'row', { node: 'ceph1' });
    expect(full.tabs).toHaveLength(maxTerminals);
  });

  it('take a tab of their own again, and close within a shared one', () => {
    const shared = splitTab(openTab(two, 'ceph1'), 'ceph1#1', 'row', { moved: 'client#1' });
    expect(layoutsOf(unsplitTab(shared, 'client#1'))).toEqual(['ceph1#1', 'client#1', 'ceph1#2']);
    const closed = closeTab(shared, 'client#1');
    expect(closed.active).toBe('ceph1#1');
    expect(layoutsOf(closed)).toEqual(['ceph1#1', 'ceph1#2']);
    const stored = JSON.stringify({ tabs: two.tabs, active: null });
    expect(restoreTabs(stored, ['ceph1', 'client']).splits).toEqual([]);
    const twice = { direction: 'row', parts: ['ceph1#1', 'ceph1#1'] };
    expect(restoreTabs(JSON.stringify({ ...two, splits: [twice] }), ['ceph1', 'client']).splits).toEqual([]);
  });

  it('send a command to the terminal in front if it is on the node, else to the first there', () => {
    const three = openTab(two, 'client');
    expect(tabFor(three, 'client')?.number).toBe(2);
    expect(tabFor({ ...three, active: 'ceph1#1' }, 'client')?.number).toBe(1);
    expect(tabFor(three, 'nowhere')).toBeUndefined();
  });
});

function fail(): never {
  throw new Error('there is no such tab');
}
