/** The marker with which a recording ends that got too long, or whose disk did not keep up. Other markers only say what happened. */
export const cutMarker = 'The recording was cut here; the terminal went on.';
