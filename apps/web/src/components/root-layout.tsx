import { Notices } from '@springboard/ui/notices.tsx';
import { TooltipProvider } from '@springboard/ui/tooltip.tsx';
import { Outlet } from '@tanstack/react-router';

export function RootLayout() {
  return (
    <TooltipProvider>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm font-medium text-white focus:translate-y-0"
      >
        Skip to the content
      </a>
      <Outlet />
      <Notices />
    </TooltipProvider>
  );
}
