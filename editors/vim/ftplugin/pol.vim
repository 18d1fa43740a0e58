" Vim filetype plugin: subsidy policies
if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\ %s
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal matchpairs+=（:）,【:】,「:」,『:』,《:》,“:”
" Findings of `polc check` in the quickfix list with :make.
setlocal makeprg=polc\ check\ --format\ compact\ %:S
setlocal errorformat=%f:%l:%c:\ %trror%m,%f:%l:%c:\ %tarning%m,%f:%l:%c:\ %tote%m

let b:undo_ftplugin = "setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< matchpairs< makeprg< errorformat<"
