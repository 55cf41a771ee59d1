// Light or dark: the reader's choice, else the system's; paper is always light.

export type Mode = 'light' | 'dark';
const STORAGE_KEY = 'kebao-appearance';

/** Storage is refused for some local files; the choice then lasts as long as the page. */
function stored(): Mode | null {
  try {
    const value = localStorage.getItem(STORAGE_KEY);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

function store(mode: Mode): void {
  try {
    localStorage.setItem(STORAGE_KEY, mode);
  } catch {
    // Nothing to do: see `stored`.
  }
}

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)');

export function currentMode(): Mode {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return prefersDark().matches ? 'dark' : 'light';
}

export function startAppearance(button: HTMLElement | null, onChange: () => void): void {
  const before = stored();
  if (before) document.documentElement.dataset.theme = before;
  prefersDark().addEventListener('change', onChange);
  button?.addEventListener('click', () => {
    const mode = currentMode() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = mode;
    store(mode);
    onChange();
  });
}
