interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}
type LockedPackages = Readonly<Record<string, LockedPackage>>;

export declare const neededInstallScripts: readonly string[];
export declare function missingPackages(
  wanted: LockedPackages,
  installed: LockedPackages | undefined,
): string[];
export declare function dependenciesInstalled(root: string): boolean;
export declare function pinnedNode(
  root: string,
  platform?: string,
  arch?: string,
): { path: string; problem: string | undefined };
export declare function explainNpmFailure(output: string): string;
export declare function installDependencies(
  root: string,
  env: NodeJS.ProcessEnv,
  write: (text: string) => void,
): Promise<boolean>;
