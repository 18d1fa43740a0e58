" Vim syntax file
" Language: pol (subsidy policies)
" Written by editors/generate.py from grammar/keywords.def; do not edit.
if exists("b:current_syntax")
  finish
endif
" Chinese characters are letters of words, and so is the dot of a name.
syn iskeyword @,48-57,_,183,192-255
syn case match

syn match polSign "\v[=＝≠!！<＜>＞≤≥+＋*＊×÷−/／-]+"
syn match polName "\v%([0-9_·０-９]@!\k)%(%(的\s*%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?[%％]|百分之))@!\k)*"
syn match polClause19x0 "\v%(同一)%(%(%([0-9_·０-９]@!\k)%(%(的\s*%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?[%％]|百分之))@!\k)*)%(\k|\s*[:：=＝≠,，、>＞])@!)@=" nextgroup=polName19x1 skipwhite
syn match polName19x1 "\v%(%([0-9_·０-９]@!\k)%(%(的\s*%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?[%％]|百分之))@!\k)*)%(\k|\s*[:：=＝≠,，、>＞])@!" contained
hi def link polClause19x0 polClause
hi def link polName19x1 polName
syn match polClause "\v%(%(%(by\s+application\s+date|shared\s+bounds\s+to|by\s+event\s+date|other\s+grants|undetermined|effective|group\s+key|judged\s+by|recipient|count\s+of|currency|entitled|presumed|refer\s+to|referred|applied|because|history|missing|unknown|claims|denied|issuer|matter|source|sum\s+of|apply|level|other|times|each|from|item|over|this|all|any|key|as|at|in|is)%(\k)@!|%(以事项日为准|以申报日为准|关联识别号|为基准日|事项标识|交界归于|其他资助|发文机关|既往资助|认定部门|单位为|各事项|有效期|申报日|申报期|识别号|起施行|领取人|不予|乘以|件数|任一|依照|全部|原文|另定|合计|因为|层级|币种|应得|推定|施行|未定|未知|本项|每件|为|之|从|以|是|第|缺|自|项)%(%(\k)@!|%([0-9０-９]|百分之)@=)))%(\s*[:：=＝≠<＜>＞≤≥!！])@!"
syn match polClause "\v%(%(expect|unless|where|paid|pays|when|with|for|by|on|to)%(\k)@!|%(对应事项|已拨付|其中|具有|对象|应为|条件|给予|连同|针对|除非|于|到|按|至|起|须)%(%(\k)@!|%([0-9０-９]|百分之)@=))"
syn match polClause "\v%(%(rounded\s+half\s+even\s+to|equal\s+yearly\s+parts|rounded\s+half\s+up\s+to|rounded\s+down\s+to|refusing\s+whole|rounded\s+up\s+to|rounding\s+down|every\s+award|rounding\s+up|decided\s+by|or\s+nothing|otherwise|of\s+total|per\s+full|tiers\s+of|adopted|nothing|renewal|above|first|stage|up\s+to|with|any|at|in|of|to)%(\k)@!|%(四舍六入五成双至|否则不予资助|占资助总额|四舍五入至|不予资助|以上部分|分段累进|各项资助|超限不予|酌情最高|按月末|核定为|舍尾至|进位至|任一|其余|复评|每满|环节|等额|连同|采用|顺延|首次|分|的|计)%(%(\k)@!|%([0-9０-９]|百分之)@=))"
syn match polConstant "\v%(%(yes|no)%(\k)@!|%(否|是)%(%(\k)@!|%([0-9０-９]|百分之)@=))"
syn match polOperatorWord "\v%(%(at\s+least|at\s+most|between|under|else|over|then|and|not|if|in|or)%(\k)@!|%(不低于|不超过|不满|不足|介于|以上|以下|以内|以外|低于|否则|属于|最高|超过|达到|与|且|则|如|或|满|非)%(%(\k)@!|%([0-9０-９]|百分之)@=))"
syn match polClause "\v%(%(%(nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)%(\k)@!|%(已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)%(%(\k)@!|%([0-9０-９]|百分之)@=)))%(\s*[,，、=＝:：])@!"
syn match polClause "\v%(%(rounded\s+half\s+even\s+to|by\s+application\s+date|equal\s+yearly\s+parts|rounded\s+half\s+up\s+to|shared\s+bounds\s+to|rounded\s+down\s+to|refusing\s+whole|by\s+event\s+date|rounded\s+up\s+to|rounding\s+down|other\s+grants|every\s+award|rounding\s+up|decided\s+by|or\s+nothing|group\s+key|judged\s+by|count\s+of|of\s+total|per\s+full|refer\s+to|tiers\s+of|sum\s+of|up\s+to)%(\k)@!|%(四舍六入五成双至|以事项日为准|以申报日为准|否则不予资助|关联识别号|占资助总额|四舍五入至|交界归于|其他资助|分段累进|各项资助|认定部门|超限不予|酌情最高|按月末|核定为|舍尾至|进位至|件数|依照|合计|每满|等额|顺延)%(%(\k)@!|%([0-9０-９]|百分之)@=))"
syn match polStatement "\v%(%(highest\s+with\s+other\s+grants|subordinate\s+to|discretion|highest\s+of|obligation|applicant|parameter|priority|replaces|schedule|article|exclude|reading|require|section|budget|define|policy|repeal|revoke|sample|allow|amend|award|claim|limit|stack|once|test|text|cap|use)%(\k)@!|%(与其他政策就高|仅享受一次|取消并追缴|可同时享受|一事一议|上位依据|优先支持|使用要求|合计上限|解释口径|申请人|义务|事项|修订|分期|参数|取代|叠加|奖励|定义|就高|废止|引入|排除|放行|政策|条文|样例|算例|补贴|要求|资助|限享|预算|条|章|节)%(%(\k)@!|%([0-9０-９]|百分之)@=))"
syn match polClause10x0 "\v%(%(%(adopted)%(\k)@!|%(采用)%(%(\k)@!|%([0-9０-９]|百分之)@=)))%(\s*%(%(%(nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)%(\k)@!|%(已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)%(%(\k)@!|%([0-9０-９]|百分之)@=))))@=" nextgroup=polName10x1 skipwhite
syn match polName10x1 "\v%(%(%(nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)%(\k)@!|%(已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)%(%(\k)@!|%([0-9０-９]|百分之)@=)))" contained
hi def link polClause10x0 polClause
hi def link polName10x1 polName
syn match polSign9x0 "\v%([=＝,，、])%(\s*%(%(%(nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)%(\k)@!|%(已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)%(%(\k)@!|%([0-9０-９]|百分之)@=))))@=" nextgroup=polName9x1 skipwhite
syn match polName9x1 "\v%(%(%(nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)%(\k)@!|%(已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)%(%(\k)@!|%([0-9０-９]|百分之)@=)))" contained
hi def link polSign9x0 polSign
hi def link polName9x1 polName
syn match polFunction "\v%(%(%(months_between|years_between|days_between|floor|ceil|year|abs|max|min)%(\k)@!|%(相隔天数|相隔年数|相隔月数|绝对值|取低|取高|年份|舍尾|进整)%(%(\k)@!|%([0-9０-９]|百分之)@=)))%(\s*[(（])@="
syn match polSign7x0 "\v%([:：])%(\s*%(%(%(integer|percent|any\s+of|number|one\s+of|ranked|yes/no|money|date|text)%(\k)@!|%(从高到低|百分比|分为|可兼|数值|整数|文本|日期|是否|金额)%(%(\k)@!|%([0-9０-９]|百分之)@=))))@=" nextgroup=polType7x1 skipwhite
syn match polType7x1 "\v%(%(%(integer|percent|any\s+of|number|one\s+of|ranked|yes/no|money|date|text)%(\k)@!|%(从高到低|百分比|分为|可兼|数值|整数|文本|日期|是否|金额)%(%(\k)@!|%([0-9０-９]|百分之)@=)))" contained
hi def link polSign7x0 polSign
hi def link polType7x1 polType
syn match polClause "\v的%(\s*%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?[%％]|百分之))@="
syn match polClause5x0 "\v%(本项)%(%(的)%(%([0-9_·０-９]@!\k))@=)@=" nextgroup=polClause5x1 skipwhite
syn match polClause5x1 "\v%(的)%(%([0-9_·０-９]@!\k))@=" contained
hi def link polClause5x0 polClause
hi def link polClause5x1 polClause
syn match polName "\v\[%([0-9_·０-９]@!\k)\k*[\]］]|［%([0-9_·０-９]@!\k)\k*[\]］]|【%([0-9_·０-９]@!\k)\k*】"
syn match polNumber3x0 "\v%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?)%(%(\s+%(months|month|years|days|year|day|个月|天|年|日)%(\k)@!|%(万亿|万|亿)?%(年%(内|等额)@=|[A-Za-z]+[0-9]+%(/%(%(%(以上|以下|以内|以外)%(%([0-9_·０-９]@!\k))@!|[至到][0-9０-９])@!%(\d@!\k))+)*|%(%(%(以上|以下|以内|以外)%(%([0-9_·０-９]@!\k))@!|[至到][0-9０-９])@!%(\d@!\k))+%(/%(%(%(以上|以下|以内|以外)%(%([0-9_·０-９]@!\k))@!|[至到][0-9０-９])@!%(\d@!\k))+)*)?))@=" nextgroup=polUnit3x1 skipwhite
syn match polUnit3x1 "\v%(\s+%(months|month|years|days|year|day|个月|天|年|日)%(\k)@!|%(万亿|万|亿)?%(年%(内|等额)@=|[A-Za-z]+[0-9]+%(/%(%(%(以上|以下|以内|以外)%(%([0-9_·０-９]@!\k))@!|[至到][0-9０-９])@!%(\d@!\k))+)*|%(%(%(以上|以下|以内|以外)%(%([0-9_·０-９]@!\k))@!|[至到][0-9０-９])@!%(\d@!\k))+%(/%(%(%(以上|以下|以内|以外)%(%([0-9_·０-９]@!\k))@!|[至到][0-9０-９])@!%(\d@!\k))+)*)?)" contained
hi def link polNumber3x0 polNumber
hi def link polUnit3x1 polUnit
syn match polNumber "\v[0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?[%％]|百分之%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?|[〇零一二两三四五六七八九十百千点]+)%(%(以上|以下|以内|以外)?%(\k)@!)@="
syn match polDate "\v[0-9０-９]{4}-[0-9０-９]{1,2}-[0-9０-９]{1,2}|[0-9０-９]{4}/[0-9０-９]{1,2}/[0-9０-９]{1,2}|[0-9０-９]{1,4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日"
syn match polStatement0x0 "\v%(第)%(\s*%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?|[〇零一二两三四五六七八九十百千]+)\s*%([条章节项]))@=" nextgroup=polNumber0x1 skipwhite
syn match polNumber0x1 "\v%([0-9０-９]%([0-9０-９]|_)*%([.．][0-9０-９]+)?|[〇零一二两三四五六七八九十百千]+)" contained nextgroup=polStatement0x2 skipwhite
syn match polStatement0x2 "\v%([条章节项])" contained
hi def link polStatement0x0 polStatement
hi def link polNumber0x1 polNumber
hi def link polStatement0x2 polStatement
syn match polEscape +\\["\\]+ contained
syn region polString start=+"+ skip=+\\["\\]+ end=+"+ end="\v^%(\s*%(%(highest\s+with\s+other\s+grants|subordinate\s+to|discretion|highest\s+of|obligation|applicant|parameter|priority|replaces|schedule|article|exclude|reading|require|section|budget|define|policy|repeal|revoke|sample|allow|amend|award|claim|limit|stack|once|test|text|cap|use)%(\k)@!|%(与其他政策就高|仅享受一次|取消并追缴|可同时享受|一事一议|上位依据|优先支持|使用要求|合计上限|解释口径|申请人|义务|事项|修订|分期|参数|取代|叠加|奖励|定义|就高|废止|引入|排除|放行|政策|条文|样例|算例|补贴|要求|资助|限享|预算|条|章|节)%(%(\k)@!|%([0-9０-９]|百分之)@=))\s)@="me=s-1 contains=polEscape
syn region polString start=+“+ end=+”+ contains=polString
syn region polString start=+「+ end=+」+ contains=polString
syn region polString start=+『+ end=+』+ contains=polString
syn region polString start=+《+ end=+》+ contains=polString
syn match polComment "#.*$" contains=@Spell

hi def link polStatement Statement
hi def link polClause Keyword
hi def link polOperatorWord Operator
hi def link polSign Operator
hi def link polType Type
hi def link polFunction Function
hi def link polConstant Boolean
hi def link polNumber Number
hi def link polDate Number
hi def link polUnit Number
hi def link polString String
hi def link polEscape SpecialChar
hi def link polComment Comment

let b:current_syntax = "pol"
