import type { FleetView, ResourceView } from '@springboard/contracts/fleet.ts';
import { nothing, plus, takenBy, wholeRoom } from '../environments/admission/room.ts';
import type { AdmissionState, Size } from '../environments/admission/state.ts';

/** What the host has, has given out and keeps back, as admission counts; null while the engine does not say. */
export function viewCapacity({ host, living, limits }: AdmissionState): FleetView['capacity'] {
  if (!host) return null;
  const planned = living.map(takenBy).reduce(plus, nothing);
  const room = wholeRoom(host, limits);
  const total: Size = { memory: host.memory.total, disk: host.disk.total, cpu: host.cores * 1000 };
  const used: Size = {
    memory: host.memory.total - host.memory.available,
    disk: host.disk.used,
    cpu: host.load * 1000,
  };
  const view = (of: keyof Size): ResourceView => ({
    total: total[of],
    planned: planned[of],
    used: Number.isFinite(used[of]) ? used[of] : null,
    reserve: total[of] - room[of],
  });
  return { memory: view('memory'), cpu: view('cpu'), disk: view('disk') };
}
