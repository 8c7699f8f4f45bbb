import { expect as base, type FrameLocator, type Locator } from '@playwright/test';

const expect = base.configure({ timeout: 60_000 });

/** Horizon's address within its frame; its pages are reached as a person with the address line would. */
async function open(horizon: FrameLocator, path: string): Promise<void> {
  await horizon.locator('body').evaluate((body, to) => {
    body.ownerDocument.location.assign(to);
  }, `/horizon/${path}`);
}

/** The dialogue that is open, once its form has come. */
function dialog(horizon: FrameLocator): Locator {
  return horizon.locator('.modal.in, .modal.show').last();
}

/** Chooses by the words of an option; Horizon hides its select elements behind menus of its own. */
async function choose(select: Locator, words: string | RegExp): Promise<void> {
  const option = select.locator('option').filter({ hasText: words }).first();
  await select.selectOption((await option.getAttribute('value')) ?? '', { force: true });
}

/** Sends the dialogue's form, and waits until Horizon has taken it. */
async function submit(horizon: FrameLocator): Promise<void> {
  await dialog(horizon).locator('.modal-footer .btn-primary:visible').click();
  await expect(horizon.locator('.modal.in, .modal.show')).toHaveCount(0);
  await expect(horizon.locator('.alert-danger')).toHaveCount(0);
}

async function action(horizon: FrameLocator, path: string, button: string): Promise<Locator> {
  await open(horizon, path);
  await horizon.locator(button).first().click();
  await expect(dialog(horizon)).toBeVisible();
  return dialog(horizon);
}

/** Signs in at Horizon's own page, which has to be shown. */
export async function signInToHorizon(horizon: FrameLocator, user: string, password: string): Promise<void> {
  await horizon.locator('#id_username').fill(user);
  await horizon.locator('#id_password').fill(password);
  await horizon.getByRole('button', { name: 'Sign In' }).click();
  // Its menus hide at the width of a tab; every page of it has a heading.
  await expect(horizon.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Goes to the next step of the launch wizard, which says so; the list of its steps hides at the width of a tab. */
async function toStep(form: Locator, says: string): Promise<void> {
  await form.getByRole('button', { name: 'Next' }).click();
  await expect(form.locator('.step:visible', { hasText: says })).toBeVisible();
}

/** Moves a row of a transfer table to its other half. */
async function move(form: Locator, from: 'available' | 'allocated', row: string): Promise<void> {
  const arrow = from === 'available' ? '.fa-arrow-up' : '.fa-arrow-down';
  await form
    .locator(`.transfer-${from}:visible tr`, { hasText: row })
    .locator(arrow)
    .filter({ visible: true })
    .first()
    .click();
}

/** What a person does in Horizon, a function each; all end when Horizon shows that it is done. */
export const inHorizon = {
  async signOut(horizon: FrameLocator): Promise<void> {
    await open(horizon, 'auth/logout/');
    await expect(horizon.locator('#id_username')).toBeVisible();
  },

  async createProject(horizon: FrameLocator, name: string): Promise<void> {
    const form = await action(horizon, 'identity/', '#tenants__action_create');
    await form.locator('#id_name').fill(name);
    await submit(horizon);
  },

  async createUser(
    horizon: FrameLocator,
    user: { name: string; password: string; project: string; role: string },
  ): Promise<void> {
    const form = await action(horizon, 'identity/users/', '#users__action_create');
    await form.locator('#id_name').fill(user.name);
    await form.locator('#id_password').fill(user.password);
    await form.locator('#id_confirm_password').fill(user.password);
    await choose(form.locator('#id_project'), user.project);
    await choose(form.locator('#id_role_id'), user.role);
    await submit(horizon);
  },

  async createNetwork(horizon: FrameLocator, network: { name: string; cidr: string }): Promise<void> {
    const form = await action(horizon, 'project/networks/', '#networks__action_create');
    await form.locator('#id_net_name').fill(network.name);
    await form.locator('.button-next').click();
    await form.locator('#id_subnet_name').fill(network.name);
    await form.locator('#id_cidr').fill(network.cidr);
    await form.locator('.button-next').click();
    await form.locator('.button-final').click();
    await expect(horizon.locator('.modal.in, .modal.show')).toHaveCount(0);
    await expect(horizon.getByRole('link', { name: network.name, exact: true })).toBeVisible();
  },

  async createRouter(
    horizon: FrameLocator,
    router: { name: string; external: string; subnet: string },
  ): Promise<void> {
    const form = await action(horizon, 'project/routers/', '#routers__action_create');
    await form.locator('#id_name').fill(router.name);
    await choose(form.locator('#id_external_network'), router.external);
    await submit(horizon);
    await horizon.getByRole('link', { name: router.name, exact: true }).click();
    await horizon.getByRole('link', { name: 'Interfaces', exact: true }).click();
    await horizon.locator('#interfaces__action_create').click();
    await choose(dialog(horizon).locator('#id_subnet_id'), router.subnet);
    await submit(horizon);
  },

  async createKeyPair(horizon: FrameLocator, name: string): Promise<void> {
    await open(horizon, 'project/key_pairs');
    await horizon.getByRole('button', { name: 'Create Key Pair' }).click();
    await dialog(horizon).locator('input[name="name"]').fill(name);
    await choose(dialog(horizon).locator('select'), 'SSH Key');
    await dialog(horizon).getByRole('button', { name: 'Create Key Pair' }).click();
    await expect(horizon.getByText(name, { exact: true }).first()).toBeVisible();
  },

  async createSecurityGroup(horizon: FrameLocator, name: string, rules: readonly string[]): Promise<void> {
    const form = await action(horizon, 'project/security_groups/', '#security_groups__action_create');
    await form.locator('#id_name').fill(name);
    await submit(horizon);
    await expect(horizon.locator('#rules__action_add_rule')).toBeVisible();
    for (const rule of rules) {
      await horizon.locator('#rules__action_add_rule').click();
      await choose(dialog(horizon).locator('#id_rule_menu'), new RegExp(`^${rule}$`));
      await submit(horizon);
    }
  },

  async launchServer(
    horizon: FrameLocator,
    server: { name: string; image: string; flavor: string; group: string },
  ): Promise<void> {
    const form = await action(horizon, 'project/instances/', '#instances__action_launch-ng');
    const next = (says: string) => toStep(form, says);
    const take = (name: string) => move(form, 'available', name);
    await form.locator('#name').fill(server.name);
    await next('Instance source');
    await form.getByText('No', { exact: true }).first().click();
    await take(server.image);
    await next('Flavors manage');
    await take(server.flavor);
    await next('Networks provide');
    await next('Ports provide');
    await next('Select the security groups');
    await move(form, 'allocated', 'default');
    await take(server.group);
    await form.getByRole('button', { name: 'Launch Instance' }).click();
    const row = horizon.locator('#instances tbody tr', { hasText: server.name });
    await expect(row).toContainText('Active', { timeout: 180_000 });
  },

  async giveFloatingIp(horizon: FrameLocator, server: string): Promise<void> {
    await action(horizon, 'project/floating_ips/', '#floating_ips__action_allocate');
    await submit(horizon);
    await horizon.locator('[id$="__action_associate"]').first().click();
    await choose(dialog(horizon).locator('#id_port_id'), server);
    await submit(horizon);
  },

  async openConsole(horizon: FrameLocator, server: string): Promise<void> {
    await open(horizon, 'project/instances/');
    await horizon.getByRole('link', { name: server, exact: true }).click();
    await horizon.getByRole('link', { name: 'Console', exact: true }).click();
    await expect(horizon.locator('#console_embed')).toBeVisible();
  },
} as const;
