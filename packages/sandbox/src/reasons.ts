import type { UnavailableReason } from './types.js';

type Words = Omit<UnavailableReason, 'code'>;

const aptInstall = (name: string) => ({
  zh: `以管理员身份运行：apt-get install ${name}`,
  en: `As root: apt-get install ${name}`,
});
const missing = (name: string): Words => ({
  zh: `本机没有安装 ${name}`,
  en: `${name} is not installed on this machine`,
  remedy: aptInstall(name),
});

const words: Record<string, Words> = {
  missing_bwrap: missing('bubblewrap'),
  missing_catatonit: missing('catatonit'),
  missing_setpriv: missing('util-linux'),
  missing_prlimit: missing('util-linux'),
  missing_mount: missing('mount'),
  missing_umount: missing('mount'),
  old_bwrap: {
    zh: 'bubblewrap 版本过旧，至少需要 0.8',
    en: 'bubblewrap is too old; 0.8 or newer is needed',
    remedy: {
      zh: '升级到 Debian 12、Ubuntu 24.04 或更新的系统',
      en: 'Upgrade to Debian 12, Ubuntu 24.04 or newer',
    },
  },
  not_linux: {
    zh: '沙箱需要 Linux',
    en: 'The sandbox needs Linux',
    remedy: { zh: '在 Linux 主机或虚拟机上运行', en: 'Run it on a Linux host or virtual machine' },
  },
  no_filter: {
    zh: '没有适用于此处理器架构的系统调用过滤表',
    en: 'There is no system call filter for this processor architecture',
    remedy: { zh: '使用 x86-64 或 arm64 主机', en: 'Use an x86-64 or arm64 host' },
  },
  no_cgroup: {
    zh: '没有可用的 cgroup（memory、pids、cpu）',
    en: 'There is no usable cgroup with memory, pids and cpu',
    remedy: {
      zh: '挂载可写的 cgroup；在容器中请加 --privileged 或 --cgroupns=private 并挂载为可写',
      en: 'Mount the cgroup tree writable; in a container use --privileged, or --cgroupns=private with a writable mount',
    },
  },
  little_memory: {
    zh: '内存不足，无法为每个沙箱槽位各放一份运行环境',
    en: 'There is too little memory for a copy of the runtime in each slot',
    remedy: {
      zh: '减少槽位（SLOTS 或 --slots），或为主机增加内存：每个槽位约需 350 MiB，检查文件另占一个',
      en: 'Use fewer slots (SLOTS or --slots), or give the host more memory: each slot, and the one files are opened in, takes about 350 MiB',
    },
  },
  unsafe_deploy_root: {
    zh: '存放运行环境的目录可被他人修改',
    en: 'The folder for runtime roots can be changed by somebody else',
    remedy: { zh: '将其归本进程所有，权限设为 0755', en: 'Give it to this process and set its mode to 0755' },
  },
  unreachable_deploy_root: {
    zh: '其他用户无法进入存放运行环境的目录',
    en: 'Other users cannot enter the folder for runtime roots',
    remedy: {
      zh: '把它放在 /var/lib 之类权限为 0755 的目录下',
      en: 'Put it below a folder with mode 0755, such as /var/lib',
    },
  },
  unreachable_work_dir: {
    zh: '其他用户无法进入工作目录',
    en: 'Other users cannot enter the working folder',
    remedy: {
      zh: '把它放在 /var/lib 之类权限为 0755 的目录下',
      en: 'Put it below a folder with mode 0755, such as /var/lib',
    },
  },
  not_built: {
    zh: '沙箱程序尚未编译',
    en: 'The sandbox has not been compiled',
    remedy: { zh: '运行 npm run build', en: 'Run npm run build' },
  },
  not_installed: {
    zh: '缺少 npm 依赖包',
    en: 'npm packages are missing',
    remedy: { zh: '运行 npm ci', en: 'Run npm ci' },
  },
  launcher_failed: {
    zh: '沙箱启动器未能启动',
    en: 'The sandbox launcher did not start',
    remedy: { zh: '查看启动器日志', en: 'Look into the launcher log' },
  },
  chain_failed: {
    zh: '无法建立隔离环境',
    en: 'The isolated environment could not be set up',
    remedy: {
      zh: '允许非特权用户命名空间：sysctl -w user.max_user_namespaces=15000；Ubuntu 还需 sysctl -w kernel.apparmor_restrict_unprivileged_userns=0；在容器中请加 --privileged',
      en: 'Allow unprivileged user namespaces: sysctl -w user.max_user_namespaces=15000; on Ubuntu also sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; in a container use --privileged',
    },
  },
  busy: {
    zh: '本机负载过高，沙箱自检尚未做完，并未发现问题',
    en: 'This machine is too busy: the sandbox could not finish its own test; nothing wrong was found',
    remedy: {
      zh: '无须处理：自检会自动重试。若长时间如此，请减少本机上的其他任务',
      en: 'Nothing has to be done: the test is repeated. If it lasts, take other work off this machine',
    },
  },
  testing: {
    zh: '沙箱正在启动并自检',
    en: 'The sandbox is starting and testing itself',
    remedy: {
      zh: '请稍候，提交的内容会排队，随后自动处理',
      en: 'Please wait: what was handed in is queued and will be taken up by itself',
    },
  },
  probe_failed: {
    zh: '沙箱自检未通过',
    en: 'The sandbox failed its own test',
    remedy: {
      zh: '不要在这台机器上运行他人的代码；请把详情发给维护者',
      en: 'Do not run other people’s code on this machine; send the detail to the maintainers',
    },
  },
};

/** @param detail what was found on this machine; appended as it is. */
export function reason(code: string, detail: string): UnavailableReason {
  const { zh, en, remedy } = words[code] ?? words.launcher_failed!;
  const extra = detail.trim().slice(0, 400);
  return { code, zh: extra ? `${zh}：${extra}` : zh, en: extra ? `${en}: ${extra}` : en, remedy };
}
