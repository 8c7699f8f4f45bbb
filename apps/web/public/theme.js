// Before the first paint, so that a chosen theme does not flash. The key is the one of packages/ui/src/theme.ts.
try {
  const theme = localStorage.getItem('springboard.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: the system's theme is used.
}
