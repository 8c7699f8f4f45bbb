# ~/.bashrc: executed by bash for non-login shells, and by ~/.profile for login shells.
case $- in *i*) ;; *) return ;; esac

HISTCONTROL=ignoreboth
HISTSIZE=10000
HISTFILESIZE=20000
shopt -s histappend checkwinsize

PS1='\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '

alias ls='ls --color=auto' ll='ls -l' la='ls -lA' l='ls -CF'
alias grep='grep --color=auto' ip='ip -color=auto' diff='diff --color=auto'
export LESS=-R EDITOR="${EDITOR:-vim}"

if [ -z "${BASH_COMPLETION_VERSINFO-}" ] && [ -r /usr/share/bash-completion/bash_completion ]; then
  . /usr/share/bash-completion/bash_completion
fi
