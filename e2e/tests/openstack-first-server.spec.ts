import { expect, type FrameLocator, type Page, test } from '@playwright/test';
import { underTest } from '../support/e2e.ts';
import { inHorizon, signInToHorizon } from '../support/horizon.ts';
import { newPersonLink } from '../support/people.ts';
import {
  passed,
  prepared,
  ready,
  screen,
  signIn,
  startLab,
  task,
  textOf,
  type,
} from '../support/workspace.ts';

// A cloud needs grants that only an operator can give, and images that take twenty minutes: `npm test` builds neither.
const granted = (process.env.SPRINGBOARD_GRANTS ?? '').split(',');
test.skip(
  !['nesting', 'tun'].every((grant) => granted.includes(grant)),
  'a cloud needs SPRINGBOARD_GRANTS=forwarding,nesting,tun',
);
// A cold cloud and an emulated server on two cores.
const bootMs = 300_000;
test.setTimeout(900_000);

/** A word of a task, of those that it sets as code: what this attempt's seed asks for. A task is there to be read when it has begun. */
function said(page: Page, number: number, nth: number): Promise<string> {
  return textOf(task(page, number).getByRole('code').nth(nth));
}

async function askedFirst(page: Page) {
  return {
    project: await said(page, 1, 0),
    person: await said(page, 1, 1),
    password: await said(page, 1, 2),
  };
}

test('a first server, by typing', async ({ page }) => {
  await signIn(page, await newPersonLink(underTest(), 'Ines'));
  await startLab(page, 'A first server');
  await page.getByRole('tab', { name: 'client', exact: true }).click();
  await ready(page, bootMs);
  const { project, person, password } = await askedFirst(page);

  await type(page, `openstack project create ${project} -c name`);
  await type(page, `openstack user create --password ${password} ${person} -c name`);
  await type(page, `openstack role add --project ${project} --user ${person} member`);
  await passed(page, 1);
  await prepared(page, 2);
  const subnet = await said(page, 2, 1);

  await type(
    page,
    `export OS_CLOUD= OS_AUTH_URL=http://controller:5000/v3 OS_IDENTITY_API_VERSION=3 OS_REGION_NAME=RegionOne`,
  );
  await type(
    page,
    `export OS_USERNAME=${person} OS_PASSWORD=${password} OS_PROJECT_NAME=${project} OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default`,
  );
  await type(page, 'openstack network create inside -c name');
  await type(page, `openstack subnet create --network inside --subnet-range ${subnet} inside -c cidr`);
  await type(page, 'openstack router create out --external-gateway public -c name');
  await type(page, 'openstack router add subnet out inside');
  await passed(page, 2);
  await prepared(page, 3);
  const server = await said(page, 3, 0);

  await type(page, "clear; ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/mine");
  await type(page, 'openstack keypair create --public-key ~/.ssh/mine.pub mine -c name');
  await type(page, 'openstack security group create web -c name');
  await type(page, 'openstack security group rule create --protocol icmp web -c protocol');
  await type(page, 'openstack security group rule create --protocol tcp --dst-port 22 web -c protocol');
  await type(
    page,
    `openstack server create --image tiny --flavor m1.nano --network inside --security-group web --key-name mine --wait ${server} -c status`,
  );
  await type(
    page,
    'A=$(openstack floating ip create public -f value -c floating_ip_address); echo address=$A',
  );
  await type(page, `openstack server add floating ip ${server} $A; echo joined-$((40+2))`);
  await expect(screen(page)).toContainText('joined-42', { timeout: 180_000 });
  await passed(page, 3);

  await type(page, 'clear; ssh -i ~/.ssh/mine -o StrictHostKeyChecking=accept-new root@$A hostname');
  await expect(screen(page)).toContainText(server);
  await finish(page);
});

test('a first server, in Horizon', async ({ page }) => {
  await signIn(page, await newPersonLink(underTest(), 'Jonas'));
  await startLab(page, 'A first server');
  await ready(page, bootMs);
  const { project, person, password } = await askedFirst(page);
  await page.getByRole('tab', { name: 'Horizon' }).click();
  const horizon = page.frameLocator('iframe[title="Horizon"]');

  await signInToHorizon(horizon, 'admin', 'labpass');
  await inHorizon.createProject(horizon, project);
  await inHorizon.createUser(horizon, { name: person, password, project, role: 'member' });
  await passed(page, 1);
  await prepared(page, 2);
  const subnet = await said(page, 2, 1);
  await inHorizon.signOut(horizon);

  await signInToHorizon(horizon, person, password);
  await inHorizon.createNetwork(horizon, { name: 'inside', cidr: subnet });
  await inHorizon.createRouter(horizon, { name: 'out', external: 'public', subnet });
  await passed(page, 2);
  await prepared(page, 3);
  const server = await said(page, 3, 0);

  await inHorizon.createKeyPair(horizon, 'mine');
  await inHorizon.createSecurityGroup(horizon, 'web', ['All ICMP', 'SSH']);
  await inHorizon.launchServer(horizon, { name: server, image: 'tiny', flavor: 'm1.nano', group: 'web' });
  await inHorizon.giveFloatingIp(horizon, server);
  await passed(page, 3);

  await console(horizon, server);
  await finish(page);
});

/** The server's own screen, through the tab's origin: what its kernel and init have written there. */
async function console(horizon: FrameLocator, server: string): Promise<void> {
  await inHorizon.openConsole(horizon, server);
  const screenOfServer = horizon.frameLocator('#console_embed').locator('canvas');
  await expect(screenOfServer).toBeVisible();
  await expect(horizon.frameLocator('#console_embed').locator('#status')).toContainText('Connected');
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Finish the lab' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText(/100\s*(\/|of)\s*100/).first()).toBeVisible();
}
