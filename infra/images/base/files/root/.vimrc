source $VIMRUNTIME/defaults.vim
set mouse= background=dark
